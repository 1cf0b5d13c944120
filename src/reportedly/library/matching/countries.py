"""Countries and large regions as names of public bodies write them, each with one word to compare by."""

from __future__ import annotations

_ADJECTIVES = (
    "american us | british uk | english england | scottish scotland | welsh wales | irish ireland | french france | "
    "german germany | spanish spain | italian italy | portuguese portugal | dutch netherlands | belgian belgium | "
    "swiss switzerland | austrian austria | danish denmark | swedish sweden | norwegian norway | finnish finland | "
    "polish poland | czech czechia | slovak slovakia | hungarian hungary | romanian romania | bulgarian bulgaria | "
    "greek greece | turkish turkey | russian russia | ukrainian ukraine | belarusian belarus | serbian serbia | "
    "croatian croatia | bosnian bosnia | albanian albania | estonian estonia | latvian latvia | lithuanian lithuania | "
    "georgian georgia | armenian armenia | azerbaijani azerbaijan | kazakh kazakhstan | israeli israel | "
    "palestinian palestine | lebanese lebanon | syrian syria | iraqi iraq | iranian iran | saudi saudi-arabia | "
    "yemeni yemen | jordanian jordan | egyptian egypt | libyan libya | tunisian tunisia | algerian algeria | "
    "moroccan morocco | sudanese sudan | ethiopian ethiopia | somali somalia | kenyan kenya | nigerian nigeria | "
    "ghanaian ghana | ugandan uganda | rwandan rwanda | zimbabwean zimbabwe | afghan afghanistan | "
    "pakistani pakistan | indian india | bangladeshi bangladesh | nepalese nepal | burmese myanmar | thai thailand | "
    "vietnamese vietnam | cambodian cambodia | malaysian malaysia | indonesian indonesia | filipino philippines | "
    "philippine philippines | chinese china | taiwanese taiwan | japanese japan | korean korea | mongolian mongolia | "
    "australian australia | canadian canada | mexican mexico | cuban cuba | haitian haiti | guatemalan guatemala | "
    "honduran honduras | salvadoran el-salvador | nicaraguan nicaragua | colombian colombia | venezuelan venezuela | "
    "ecuadorean ecuador | peruvian peru | bolivian bolivia | chilean chile | argentine argentina | brazilian brazil | "
    "qatari qatar | kuwaiti kuwait | emirati emirates | omani oman | bahraini bahrain | cypriot cyprus | "
    "maltese malta | icelandic iceland | maldivian maldives"
)
COUNTRY_OF = dict(pair.split() for pair in _ADJECTIVES.split(" | "))
"""The country that an adjective stands for."""
COUNTRIES = frozenset(COUNTRY_OF.values())
_PEOPLE = (
    "republican democrat democratic gop texan floridian kentuckian californian ohioan iowan georgian virginian "
    "michigander pennsylvanian new-yorker alabamian arizonan vermonter kansan nebraskan alaskan hawaiian"
)
DEMONYMS = frozenset(COUNTRY_OF) | frozenset(_PEOPLE.split())
"""Words for where somebody is from, or of which party, that stand before a name."""
