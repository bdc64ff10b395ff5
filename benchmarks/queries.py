"""A hundred things that people in councils might type after `/collab find`."""

QUERIES = (
    # plain words, common and rare
    "housing repairs", "damp and mould", "council tax", "blue badge", "parking permits", "missed bins",
    "school admissions", "planning applications", "garden waste", "library books", "road works", "potholes",
    "street lighting", "food banks", "homelessness", "fostering", "electric vehicle charging", "flooding",
    "licensing", "trading standards", "burials and cemeteries", "allotments", "leisure centres", "elections",
    "online forms", "design system", "user research", "accessibility", "data sharing", "chatbot",
    "customer relationship management", "booking system", "content design", "open source", "single sign on",
    "council services", "service", "digital", "residents", "the new website",
    # longer questions
    "who else is replacing their housing management system",
    "how do we let tenants track a repair online",
    "has anybody used text messages to remind people of council tax",
    "working with small suppliers on planning software",
    "reducing the number of calls to the contact centre about bins",
    "what did you learn from moving parking permits online",
    "sharing data between the council and the NHS for hospital discharge",
    "pattern for asking residents for proof of address",
    "replace paper forms for adult social care assessments",
    "measuring whether people can use our website",
    # shorthand
    "ASC assessments", "revs and bens", "SEND", "EHCP", "HMO licensing", "bins", "DFG", "DoLS", "MASH",
    "UPRN matching", "CRM", "FOI requests", "LLPG", "CTR", "NNDR", "EV charging", "ICS data", "TA costs",
    "telecare", "fly tipping", "PCN appeals", "RPA", "GIS", "GDPR", "API", "AI", "S106", "CIL", "ULEZ", "KPI dashboard",
    # slips of the keyboard
    "counsil tax reducton", "houisng repiars", "plannig aplications", "recylcing", "libary", "adult socal care",
    "homelesness", "benifits", "accesibility", "parkng",
    # beginnings of words
    "hous repai", "plann applic", "accessib", "safeguard", "integr",
    # quoted, and with filters
    '"council tax reduction"', '"housing repairs" online', "repairs kind:project", "bins kind:problem",
    "forms phase:beta", "theme:housing damp", "care theme:adult-social-care", "kind:idea", "council:ambleford tax",
    "kind:project phase:discovery data", "repairs since:2026-01", "benefits kind:resource theme:benefits",
    # hardly anything has these
    "quantum zeppelin", "beavers", "swan upping",
)  # fmt: skip
