"""Persons whom reports name by surname alone, as everybody knows whom they mean."""

from __future__ import annotations

LEADERS = dict(
    pair.split()[::-1]
    for pair in (
        "abraham lincoln|calvin coolidge|harry truman|dwight eisenhower|richard nixon|ronald reagan|barack obama|"
        "donald trump|joseph biden|ulysses grant|gerald ford|james carter|thomas jefferson|george washington|"
        "woodrow wilson|herbert hoover|william mckinley|william taft|james madison|james monroe|"
        "bernard sanders|ted cruz|marco rubio|john kasich|mitt romney|john mccain|michael pence|tim kaine|"
        "nancy pelosi|mitch mcconnell|john boehner|michael huckabee|carly fiorina|benjamin carson|"
        "christopher christie|sarah palin|newt gingrich|richard cheney|walter mondale|michael dukakis|barry goldwater|"
        "martin omalley|vladimir putin|boris yeltsin|mikhail gorbachev|joseph stalin|"
        "vladimir lenin|nikita khrushchev|adolf hitler|benito mussolini|winston churchill|margaret thatcher|tony blair|"
        "angela merkel|gerhard schroeder|helmut kohl|"
        "francois hollande|emmanuel macron|nicolas sarkozy|jacques chirac|francois mitterrand|silvio berlusconi|"
        "matteo renzi|mariano rajoy|alexis tsipras|viktor orban|recep erdogan|bashar assad|hosni mubarak|"
        "muammar gaddafi|muammar qaddafi|saddam hussein|benjamin netanyahu|yasser arafat|mahmoud abbas|"
        "hassan rouhani|mahmoud ahmadinejad|volodymyr zelensky|petro poroshenko|viktor yanukovych|narendra modi|"
        "shinzo abe|xi jinping|hugo chavez|nicolas maduro|luiz lula|dilma rousseff|jair bolsonaro|"
        "justin trudeau|robert mugabe|nelson mandela|rodrigo duterte|jean-claude juncker|osama binladen"
    ).split("|")
)
"""Heads of state and of parties whom reports name by surname alone: their first names."""
FIRST_NAMES = {
    "hillary": "clinton", "barack": "obama", "bashar": "assad", "jeb": "bush", "mitt": "romney", "osama": "binladen",
    "saddam": "hussein", "newt": "gingrich", "reince": "priebus", "ivanka": "trump", "melania": "trump",
    "bernie": "sanders", "carly": "fiorina", "marco": "rubio", "huma": "abedin", "merrick": "garland",
    "muammar": "gaddafi", "kellyanne": "conway", "oprah": "winfrey", "condoleezza": "rice", "rahm": "emanuel",
}  # fmt: skip
"""Those whom reports name by a first name that nobody else in the news has: their surnames."""
TITLED = {
    ("clinton", "president"): "william", ("clinton", "secretary"): "hillary", ("clinton", "mrs"): "hillary",
    ("johnson", "president"): "lyndon", ("kennedy", "president"): "john", ("kennedy", "justice"): "anthony",
    ("bush", "governor"): "jeb", ("johnson", "prime minister"): "boris", ("brown", "prime minister"): "gordon",
    ("may", "prime minister"): "theresa", ("cameron", "prime minister"): "david",
}  # fmt: skip
"""Of families with several in high office, and of ordinary surnames: the first name of whom a title names."""
