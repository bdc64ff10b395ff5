"""The words by which a weak How-might-we question is known, in small letters."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _either(text: str) -> str:
    """Patterns, with commas between them, as one that is any of them."""
    return "|".join(one.strip() for one in text.split(",") if one.strip())


VERBS = _words("""
    accept access achieve act adapt add address advise agree aid allow amplify answer anticipate apply appoint arrange
    ask assess assist attract avoid balance become begin benefit book bring broaden build bust buy calm care carry catch
    celebrate challenge change check choose claim clarify clear close collaborate collect combine come communicate
    compare compete complement complete compost connect consider consult contact contribute convince coordinate cope
    count create curb cut deal decide decrease deepen deliver deploy design detect develop direct discover discuss
    distribute do document draw earn ease educate eliminate empower enable encourage end engage enhance enjoy enrich
    ensure enter equip escape establish evaluate exchange expand experience explain explore express extend face
    facilitate fight fill finance find finish fix focus follow force forecast foster free fund gain gather get give go
    grow guide halve handle harness have hear heat help hire hold house identify imagine implement improve include
    increase influence inform inspect inspire install integrate introduce invest invite involve join keep know lead
    learn leave lend let lift link listen live look lower maintain make manage map match measure meet mend mentor
    minimise modernise monitor motivate move navigate notice nurture obtain offer open organise overcome own park pay
    persuade plan plant play post predict prepare present prevent prioritise process procure promote protect provide
    publish pull purchase put raise reach reach read recognise recover recruit recycle redesign rediscover reduce refer
    reimagine release relieve remember remove renew reopen repair replace reply report rethink retain retrain reuse
    reveal reward roll run save scale secure see sell send serve set settle shape share shift shorten show sign
    signpost simplify slow smooth solve sort spare speak speed spend spot spread start stay stop store strengthen study
    support surface sustain switch tackle take talk teach tell test thank think train transform travel trigger trust try
    turn understand unite unlock update upgrade use value visit vote wait walk warn welcome win work write
""")
"""What a question may begin with: what one does."""

NOT_VERBS_AFTER_AND = _words("""
    access advice aid benefit book care change check claim contact design document end experience face finance focus
    fund guide help house influence invite lead lift link look match measure move offer park pay plan plant play post
    present process purchase read repair reply report reward run scale share shift show sign sort spread start stay
    store study support surface switch talk test train transform travel trigger trust turn update upgrade use value
    visit vote wait walk welcome win work
""")
"""Verbs that are as often things: "find advice and support" asks one question."""

NO_ACTION = _words("""
    a an the our their your his her its my this that these those some any more less better best good great new no with
    without for about from in on at of by data digital funding information money people staff technology time one two
    three what how why who which where when
""")
"""What no action begins with."""
PEOPLE = _words("""
    adults applicants businesses carers care children citizens communities council councillors councils customers
    disabled drivers everybody everyone families foster frontline home homeless housing landlords leaseholders library
    local managers members neighbours new officers older parents patients people planners planning pupils residents
    schools service small social staff students suppliers teachers teams tenants unpaid users visitors volunteers
    workers young
""")
"""How those whom a question is about are often called. Telephones begin each slot with a capital: these need none."""
THING_ENDINGS = re.compile(r".{3,}(?:tion|sion|ment|ness|ity|ship|ance|ence|ing|ism|als|ier|[^s]s)")

EVERYBODY = re.compile(
    r"(?:all |our |the |every |local |general |whole )*(?:"
    + _either("""
        everybody, everyone, anybody, anyone, people, public, general public, citizens, society, community, communities,
        world, humanity, users?, customers?, stakeholders?, councils?, organi[sz]ations?, authority, public sector,
        local government, government, things?, everything, services?, public services, council services, us, we,
        residents and staff, staff and residents
    """)
    + r")(?: (?:across|around|in|of|throughout) (?:the|our|this) "
    r"(?:county|borough|town|city|area|district|country|council|uk))?"
)
ALL_OF_A_KIND = re.compile(r"(?:all|every|each and every) [\w-]+(?: [\w-]+)?")

_CHANGE = _either("""
    improve, better, transform, modernise, change, fix, enhance, optimise, deliver, access, use, live, do, drive,
    have a better
""")
_WHOSE = r"(?:our |the |all |council |public |local |digital |online |their |council's )*"
_ANYTHING = _either("""
    services?, things, processes, systems, outcomes, experiences?, ways of working, everything, society, the world,
    lives,
    better lives, efficiency, quality, digital transformation, change, innovation
""")
BROAD_AIMS = re.compile(
    rf"(?:to )?(?:(?:{_CHANGE})(?: better)? {_WHOSE}(?:{_ANYTHING})"
    r"|(?:be|become|work|do|get|live)(?: more| better| even more)? "
    r"(?:better|efficient|efficiently|effective|effectively|happier|happy|healthier|good|well)"
    r"|do things (?:better|differently)|collaborate|innovate|work together|thrive|succeed|improve|transform)"
    r"(?: for everyone| for everybody| for all| online| better)?"
)
EVERYTHING = re.compile(r"\b(?:everything|everywhere|anything and everything|all aspects)\b")

TECHNOLOGY = re.compile(
    r"\b(?:"
    + _either(r"""
        apps?, mobile applications?, web applications?, portals?, chat ?bots?, bots?, ai, artificial intelligence,
        machine learning, large language models?, llms?, dashboards?, (?<!train )(?<!station )(?<!bus )platforms?,
        web ?sites?, web ?pages?, crm,
        case management systems?, new systems?, it systems?, databases?, blockchain, software, kiosks?, cloud, sms,
        text messages, email alerts, newsletters?, podcasts?, intranets?, (?:online|digital|self-service) tools?,
        toolkits?, widgets?, apple pay, paypal, teams channel, smart sensors?, sensors?, iot,
        robotic process automation, rpa, robots?, apis?, digital twins?, qr codes?, power ?bi, power apps,
        sharepoint, microsoft \w+, salesforce, chatgpt, copilot, jira, trello, whatsapp, facebook
    """)
    + r")\b"
)
USE_OF_A_PRODUCT = re.compile(
    r"\b[Uu]s(?:e|ing) (?:the |our |a |an )?(?!English\b|Welsh\b|British\b|Universal\b|I\b)([A-Z]\w+)"
)
PRODUCTS = re.compile(r"\b(?:Notify|Dynamics|Excel|Zoom|Teams|Planner|Forms|Alexa|Siri)\b")
"""Those whose names are words too: with a capital, and not where a slot begins."""
MAKING_IT = re.compile(
    r"(?:implement|procure|purchase|buy|deploy|install|roll out|automate|digiti[sz]e|digitali[sz]e)\b"
)
"""What only a solution asks of those who ask the question. The people it is for may buy or install things."""

US = re.compile(
    r"(?:we|us|our|the (?:council|authority|organi[sz]ation|department|team|service)|councils?|it (?:saves|helps) us)\b"
)
_MEASURED = r"demand|calls?|volumes?|rates?|figures?|numbers?|costs?|backlogs?|services?|budgets?"
_MOVES = r"rises?|falls?|drops?|go(?:es)? (?:up|down)|increases?|decreases?|cost less|shrinks?|improves?"
OUR_FIGURES = re.compile(
    r"\b(?:our|kpis?|key performance|targets?)\b.*\b(?:targets?|kpis?|indicators?|costs|budgets?)\b|\bkpis?\b|"
    rf"\b(?:{_MEASURED})\b.*\b(?:{_MOVES})\b|"
    r"\b(?:managers|officers|staff|teams?) (?:have|get|has|gets|save|saves|know|see)\b.*"
    r"\b(?:data|reports?|information|figures)\b"
)
SAYS_NOTHING = _words("""
    a all and are as at be become becomes been benefit benefits best better can do does effective effectively efficient
    efficiently empowered engaged satisfaction satisfied enhanced everybody everyone everything fine get gets go
    goes good great happen happens has have happier happy
    improve improved improves in increased is it life lives made make makes more much no of other others outcome
    outcomes
    people process processes quality service services so success successful successfully than that the their them there
    they thing things this to value very we well will work works
""")
STOP_WORDS = _words("""
    a about again all also an and are as at be been by can could do does for from get gets had has have he her his how
    i if in into is it its may more most much of on one or our she so some such than that the their them then there
    these they this those to too us was we were what when where which who will with would you your
""")

TWO = re.compile(
    r"\?\s*\S|;|\s/\s|\b(to|with|by) [^,;]+(?:,| and) \1 |"
    r"\bas well as\b|\band also\b|\band how\b|\band to \w+|\bhow might we\b.*\bhow might we\b|\band then\b"
)
AND_THEN = re.compile(r"(?P<before>[\w'-]+(?: [\w'-]+)*?),? and (?P<verb>\w+) (?P<what>\w+)")
OBJECT_BEGINS = _words(
    "a an the their our his her its more less fewer better new it them up down out each every"
)
"""After a word that may be a verb or a thing these say that it is a verb: "and pay less tax"."""

BLAME = re.compile(
    r"\b(?:"
    + _either(r"""
        lazy, stupid, careless, incompeten\w+, useless, ignorant, stubborn, irresponsible, selfish, hopeless, inept,
        clueless, obstructive, negligent, cheats?, fraudsters, scroungers, time-?wasters, moaners, blockers?,
        (?:errors|mistakes|failures|failings|faults) (?:of|by|that), (?:their|his|her) (?:mistakes|failures|excuses),
        to blame, at fault, fault of, their fault, blocking us, ignore our, wasting our time, mess that, for once,
        to obey, can['’]?t be bothered, cannot be bothered, don['’]?t bother, do not bother,
        finally (?:do|answer|reply), (?:who|that|and) (?:refuse|won['’]?t|ignore|keep \w+ing),
        (?:always|never) \w+ (?:our|us|the rules), (?:who|that|and) (?:don['’]?t|do not) care,
        problem (?:families|tenants|people|residents|staff), do(?:ing)? (?:their|your|his|her) jobs?,
        (?:bad|poor|terrible|difficult|nuisance|problematic) (?:managers?|management|staff|officers|councillors),
        (?:bad|poor|terrible|difficult|nuisance|problematic) (?:suppliers|teams?),
        (?:bad|terrible|difficult|nuisance|problematic) (?:customers|residents|tenants|parents|families|people),
        interfering, moaning, whining
    """)
    + r")\b"
)
