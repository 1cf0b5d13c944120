"""Bodies that news in English names by initials or a by-name, each with its full name."""

from __future__ import annotations

_KNOWN = """
FBI|Federal Bureau of Investigation
CIA|Central Intelligence Agency
NSA|National Security Agency
DOJ|Justice Department|US Department of Justice
DHS|Homeland Security Department|Homeland Security|US Department of Homeland Security
DOD|Defense Department|US Department of Defense|Pentagon
HHS|Department of Health and Human Services|US Department of Health and Human Services
HUD|Department of Housing and Urban Development|US Department of Housing and Urban Development
-|State Department|US State Department
-|Treasury|Treasury Department|US Treasury|US Treasury Department
-|Labor Department|US Department of Labor
-|Commerce Department|US Department of Commerce
-|Interior Department|US Department of the Interior
-|Energy Department|US Department of Energy
-|Veterans Affairs Department|US Department of Veterans Affairs|Veterans Affairs|Veterans Administration
-|Agriculture Department|US Department of Agriculture
USDA|Agriculture Department
EPA|Environmental Protection Agency|US Environmental Protection Agency
FEC|Federal Election Commission
FCC|Federal Communications Commission
FTC|Federal Trade Commission
SEC|Securities and Exchange Commission|US Securities and Exchange Commission
IRS|Internal Revenue Service
FDA|Food and Drug Administration|US Food and Drug Administration
CDC|Centers for Disease Control and Prevention|Centers for Disease Control
NASA|National Aeronautics and Space Administration
FEMA|Federal Emergency Management Agency
DEA|Drug Enforcement Administration
ATF|Bureau of Alcohol Tobacco Firearms and Explosives
ICE|Immigration and Customs Enforcement
NIH|National Institutes of Health
CBO|Congressional Budget Office
GAO|Government Accountability Office
-|Federal Reserve|Fed|Federal Reserve Board|US Federal Reserve
-|Education Department|US Department of Education
-|Transportation Department|US Department of Transportation
-|Supreme Court|US Supreme Court|Supreme Court of the United States
-|Security Council|UN Security Council
-|National Security Council|White House National Security Council
-|Catholic Church|Roman Catholic Church
-|Labour Party|Labour|British Labour Party|UK Labour Party
-|White House
USAID|US Agency for International Development|Agency for International Development
VA|Veterans Affairs Department
UCB|University of California Berkeley|UC Berkeley
-|Congress|US Congress
-|Senate|US Senate
-|House of Representatives|House|US House|US House of Representatives
-|Air Force|US Air Force
-|Navy|US Navy
-|Army|US Army
-|Marine Corps|US Marine Corps|Marines
-|News Corp|News Corporation
-|People Magazine
-|Coast Guard|US Coast Guard
-|Chamber of Commerce|US Chamber of Commerce
-|National Guard
DNC|Democratic National Committee
RNC|Republican National Committee
DCCC|Democratic Congressional Campaign Committee
NRCC|National Republican Congressional Committee
DSCC|Democratic Senatorial Campaign Committee
NRSC|National Republican Senatorial Committee
GOP|Republican Party|Grand Old Party
-|Democratic Party|Democrat Party
UN|United Nations
EU|European Union
NATO|North Atlantic Treaty Organization
WHO|World Health Organization
TPP|Trans-Pacific Partnership
WTO|World Trade Organization
IMF|International Monetary Fund
OECD|Organization for Economic Cooperation and Development
OPEC|Organization of the Petroleum Exporting Countries
IAEA|International Atomic Energy Agency
ICC|International Criminal Court
ICJ|International Court of Justice
ECB|European Central Bank
BOE|Bank of England
NHS|National Health Service
MI5|Security Service MI5
NRA|National Rifle Association|National Rifle Association of America
ACLU|American Civil Liberties Union
NAACP|National Association for the Advancement of Colored People
AARP|American Association of Retired Persons
AFLCIO|American Federation of Labor and Congress of Industrial Organizations
SEIU|Service Employees International Union
AFSCME|American Federation of State County and Municipal Employees
UAW|United Auto Workers
AFT|American Federation of Teachers
NEA|National Education Association
CFR|Council on Foreign Relations
AEI|American Enterprise Institute
AIPAC|American Israel Public Affairs Committee
KKK|Ku Klux Klan
ISIS|Islamic State|ISIL|Daesh|Islamic State of Iraq and Syria|Islamic State of Iraq and the Levant
PLO|Palestine Liberation Organization
IRA|Irish Republican Army
NFL|National Football League
NBA|National Basketball Association
NHL|National Hockey League
MLB|Major League Baseball
FIFA|Federation Internationale de Football Association
IOC|International Olympic Committee
NCAA|National Collegiate Athletic Association
MIT|Massachusetts Institute of Technology
UCLA|University of California Los Angeles
USC|University of Southern California
NYU|New York University
NYPD|New York Police Department|New York City Police Department
LAPD|Los Angeles Police Department
GM|General Motors
GE|General Electric
IBM|International Business Machines
HP|Hewlett-Packard
AP|Associated Press
UPI|United Press International
AFP|Agence France-Presse
BBC|British Broadcasting Corporation
NPR|National Public Radio
PBS|Public Broadcasting Service
ABC|ABC News
CBS|CBS News
NBC|NBC News
CNN|Cable News Network
PTI|Press Trust of India
PGA|Professional Golfers Association
ACA|Affordable Care Act|Obamacare|Patient Protection and Affordable Care Act
GSA|General Services Administration
CBC|Canadian Broadcasting Corporation
TBS|Turner Broadcasting System
DRC|Democratic Republic of Congo|Democratic Republic of the Congo
PRC|Peoples Republic of China
NYC|New York City
MMA|Mixed Martial Arts
CBI|Confederation of British Industry
CGI|Clinton Global Initiative
ADL|Anti-Defamation League
AMA|American Medical Association
SPLC|Southern Poverty Law Center
NSC|National Security Council
FAA|Federal Aviation Administration
TSA|Transportation Security Administration
CBP|Customs and Border Protection|US Customs and Border Protection
USPS|US Postal Service|Postal Service
NTSB|National Transportation Safety Board
NOAA|National Oceanic and Atmospheric Administration
OMB|Office of Management and Budget
OPM|Office of Personnel Management
IDF|Israel Defense Forces|Israeli Defense Forces|Israeli army|Israeli military
IRGC|Islamic Revolutionary Guard Corps|Revolutionary Guard|Revolutionary Guards
PKK|Kurdistan Workers Party
OSCE|Organization for Security and Cooperation in Europe
UNHCR|UN Refugee Agency|United Nations High Commissioner for Refugees
UNICEF|United Nations Childrens Fund
WFP|World Food Programme
HRW|Human Rights Watch
MSF|Doctors Without Borders|Medecins Sans Frontieres
SNP|Scottish National Party
DUP|Democratic Unionist Party
UKIP|UK Independence Party
CDU|Christian Democratic Union
SPD|Social Democratic Party of Germany
AFD|Alternative for Germany
BJP|Bharatiya Janata Party
ANC|African National Congress
AIG|American International Group
UPS|United Parcel Service
BLM|Black Lives Matter
NYT|New York Times|NYTimes|nytimes.com
WSJ|Wall Street Journal|wsj.com
WAPO|Washington Post|WaPo
FT|Financial Times
LAT|Los Angeles Times|LA Times
-|Fox News|Fox
-|Daily Telegraph|Telegraph
-|Daily Mail|Mail Online|MailOnline
-|Daily Beast
-|Pew Research Center|Pew
-|Gallup|Gallup Poll
-|Heritage Foundation|Heritage
-|Citigroup|Citi
-|HuffPost|Huffington Post
-|Breitbart|Breitbart News|Breitbart News Network
-|Bloomberg|Bloomberg News
-|BuzzFeed|BuzzFeed News
-|Yahoo|Yahoo News
-|Sky News|Sky
-|Reuters|Thomson Reuters|Reuters News Agency
-|Guardian
-|Independent
-|Harvard|Harvard University
-|Yale|Yale University
-|Princeton|Princeton University
-|Stanford|Stanford University
-|Cornell|Cornell University
-|Columbia|Columbia University
-|Georgetown|Georgetown University
-|Oxford|Oxford University|University of Oxford
-|Cambridge|Cambridge University|University of Cambridge
-|Google|Google Inc
-|Walmart|Wal-Mart|Wal-Mart Stores|Walmart Stores
-|JPMorgan|JPMorgan Chase|JP Morgan|J.P. Morgan Chase
-|Goldman|Goldman Sachs
-|Ford|Ford Motor|Ford Motor Company
-|Brookings|Brookings Institution
-|Al Qaeda|Al-Qaida|Qaeda|Qaida
-|Hezbollah|Hizbollah|Hizbullah
-|Kremlin
-|Planned Parenthood|Planned Parenthood Federation of America
-|Quinnipiac|Quinnipiac University
"""


def _lines() -> list[list[str]]:
    return [line.split("|") for line in _KNOWN.strip().splitlines()]


ACRONYMS = {line[0].casefold(): line[1] for line in _lines() if line[0] != "-"}
"""The full name for initials, in lower case without dots."""
FULL_NAMES = tuple(tuple(line[1:]) for line in _lines())
"""The names of each body, the first to stand for all."""
