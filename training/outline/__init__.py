"""Making the outline of the world's land that small maps are drawn on."""
