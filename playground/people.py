"""The sample workspace: invented people of invented councils, and a little of what they said."""

from playground.clock import Clock
from playground.values import BOT_USER_ID, Channel, Person
from playground.workspace import Workspace

TEAM_NAME = "Local Digital (sample)"


def domain_of(title: str) -> str:
    """Where somebody's e-mail comes from: their council's name, at an ending that leads nowhere (RFC 2606).

    >>> domain_of("Community manager, Caer Elin (sample)")
    'CaerElin.example'
    """
    council = title.rpartition(", ")[2].removesuffix(" (sample)")
    return f"{council.replace(' ', '')}.example"


PEOPLE = [
    Person(
        id=f"U0{first.upper()}",
        name=first.lower(),
        real_name=f"{first} {last}",
        title=title,
        color=color,
        email=f"{first}.{last}@{domain_of(title)}".lower(),
    )
    for first, last, title, color in [
        ("Amira", "Hassan", "Service designer, Ambleford (sample)", "1d70b8"),
        ("Ben", "Okafor", "Product manager, Brackenshire (sample)", "00703c"),
        ("Cerys", "Morgan", "Community manager, Caer Elin (sample)", "912b88"),
        ("Dev", "Patel", "Developer, Dunmarrow (sample)", "b58840"),
        ("Eilidh", "Munro", "Housing officer, Easterleigh (sample)", "28a197"),
        ("Farah", "Siddiqui", "Delivery manager, Ambleford (sample)", "d4351c"),
        ("Gareth", "Pryce", "User researcher, Caer Elin (sample)", "4c2c92"),
        ("Hannah", "Whitlock", "Data analyst, Brackenshire (sample)", "f47738"),
        ("Ifeanyi", "Eze", "Head of digital, Dunmarrow (sample)", "5694ca"),
        ("Jo", "Fairweather", "Content designer, Easterleigh (sample)", "6f72af"),
    ]
]

CHANNELS = {
    "general": "Everyone, anything",
    "housing": "Repairs, homelessness, allocations",
    "planning": "Planning and building control",
    "adult-social-care": "Adult social care",
    "revs-and-bens": "Council tax, business rates and benefits",
    "data": "Standards, sharing, analysis",
    "show-and-tell": "Show what you made",
}

SAID = [
    ("general", "U0CERYS", "Welcome. Tell us what you are working on, and who you would like to meet."),
    ("general", "U0JO", "Hello from Easterleigh. We are rewriting every letter we send about council tax."),
    (
        "housing",
        "U0EILIDH",
        "Damp and mould reports have doubled since October. How do others decide what goes first?",
    ),
    ("housing", "U0AMIRA", "We are testing photos from tenants. Happy to show what we learned."),
    ("planning", "U0GARETH", "Has anyone watched people try to comment on a planning application?"),
    (
        "adult-social-care",
        "U0FARAH",
        "We start a discovery on the first contact with adult social care in January.",
    ),
    (
        "revs-and-bens",
        "U0BEN",
        "Looking for a council that has put council tax reduction online from end to end.",
    ),
    ("data", "U0HANNAH", "Our UPRN match rate went from 82% to 97%. Ask me how."),
    ("show-and-tell", "U0DEV", "Thursday at 2pm: a bin day reminder that took us three days."),
    ("leads", "U0AMIRA", "Budget round opens on Monday. Please keep this here for now."),
]


def sample_workspace(clock: Clock, bot_name: str) -> Workspace:
    """A new workspace with the sample people, channels and messages; the app is in the public channels."""
    bot = Person(
        id=BOT_USER_ID,
        name=bot_name.lower().replace(" ", "-"),
        real_name=bot_name,
        title="App",
        color="1d70b8",
        is_bot=True,
    )
    workspace = Workspace(clock, TEAM_NAME, PEOPLE, bot)
    everyone = [person.id for person in PEOPLE]
    channels: dict[str, Channel] = {}
    for name, topic in CHANNELS.items():
        channel_id = "C0" + name.replace("-", "").upper()
        channels[name] = workspace.add_channel(channel_id, name, "public", [*everyone, BOT_USER_ID], topic)
    channels["leads"] = workspace.add_channel(
        "C0LEADS", "leads", "private", ["U0AMIRA", "U0BEN"], "Not for sharing"
    )
    for person in PEOPLE:
        workspace.direct_channel([person.id, BOT_USER_ID])
    for name, user, words in SAID:
        workspace.post(channels[name], user, words)
    return workspace
