"""Reading many sources: in this process, or in several processes of this machine."""

from reportedly.engines.local import Outcome, read_all, reread_all
from reportedly.engines.pool import Pool

__all__ = ["Outcome", "Pool", "read_all", "reread_all"]
