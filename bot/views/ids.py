"""The one list of action, block and callback ids. A test sees that every one has a listener."""

# /collab find, and cards wherever they stand
FIND_PREVIOUS = "find.previous"
FIND_NEXT = "find.next"
FIND_REFINE_KIND = "find.refine.kind"
FIND_REFINE_PHASE = "find.refine.phase"
FIND_REFINE_THEME = "find.refine.theme"
FIND_PLACE = "find.place"
FIND_POST_PROBLEM = "find.post_problem"
FIND_TELL_ME = "find.tell_me"
FIND_FORGET = "find.forget"
FIND_AT_ONCE = "find.cadence.at_once"
FIND_WEEKLY = "find.cadence.weekly"
FIND_CADENCE = "find.cadence.menu"

ITEM_DETAILS = "item.details"
ITEM_INTERESTED = "item.interested"
ITEM_FOLLOW = "item.follow"
ITEM_UNFOLLOW = "item.unfollow"
ITEM_COPY = "item.copy"
ITEM_COPY_FORM = "item.copy.form"
ITEM_EDIT = "item.edit"
ITEM_CONFIRM = "item.confirm"
ITEM_ARCHIVE = "item.archive"
ITEM_RESTORE = "item.restore"
ITEM_HAND_OVER = "item.hand_over"
ITEM_HAND_OVER_FORM = "item.hand_over.form"

# Interest and introductions
INTEREST_FORM = "interest.form"
INTEREST_TAKE_BACK = "interest.take_back"
INTRO_ACCEPT = "introduction.accept"
INTRO_DECLINE = "introduction.decline"
INTRO_ASK = "introduction.ask"
INTRO_ASK_FORM = "introduction.ask.form"
INTRO_ANSWER = "introduction.answer"
INTRO_ANSWER_FORM = "introduction.answer.form"
INTRO_OUTCOME = "introduction.outcome"  # with the outcome after it
INTRO_LATER = "introduction.later"
INTRO_SAVING = "introduction.saving"
INTRO_SAVING_FORM = "introduction.saving.form"
ALIGN = "align"
ALIGN_FORM = "align.form"
CURRENT_CONFIRM = "current.confirm"
CURRENT_ARCHIVE = "current.archive"
FOLLOW_UPS_ON = "follow_ups.on"
FOLLOW_UPS_OFF = "follow_ups.off"
CONFIRMATIONS_ON = "confirmations.on"
CONFIRMATIONS_OFF = "confirmations.off"

# The share form
SHARE_START = "share.start"
SHARE_FORM = "share.form"
SHARE_KIND = "share.kind"
SHARE_TITLE = "share.title"
SAVE_MESSAGE = "save_message"  # named in manifest.yml
SHARE_SOMETHING = "share_something"  # named in manifest.yml

# The digest
DIGEST_SETTINGS = "digest.settings"
DIGEST_SUBSCRIBE = "digest.subscribe"
DIGEST_FORM = "digest.form"
DIGEST_ZONE = "digest.zone"
DIGEST_PREVIEW = "digest.preview"
DIGEST_PAUSE = "digest.pause"
DIGEST_RESUME = "digest.resume"
DIGEST_STOP = "digest.stop"

# Quiet offers in channels
OFFER_NOT_HELPFUL = "offer.not_helpful"
OFFER_STOP = "offer.stop"

# Partners
PARTNERS_FIND = "partners.find"
PARTNER_DECLINE = "partner.decline"
PARTNER_STOP = "partner.stop"
PARTNER_START = "partner.start"

# Trends
TRENDS_THEME = "trends.theme"
TRENDS_PERIOD = "trends.period"

# Home and help
HOME_FIND = "home.find"
HOME_FIND_FORM = "home.find.form"
HOME_ME = "home.me"
HELP = "help.open"

# Profiles, and people who are found
PROFILE_OPEN = "profile.open"
PROFILE_FORM = "profile.form"
PROFILE_COUNCIL = "profile.council"
PROFILE_WITHDRAW = "profile.withdraw"
PROFILE_DELETE = "profile.delete"
PERSON_ITEMS = "person.items"
APPROACH_ASK = "approach.ask"
APPROACH_FORM = "approach.form"
APPROACH_ACCEPT = "approach.accept"
APPROACH_DECLINE = "approach.decline"

# Workshops: what people write
WORKSHOP_FORM = "workshop.form"
WORKSHOP_START = "workshop.start"  # where no form opens by itself
WORKSHOP_OPEN_FORM = "workshop.open.form"
WORKSHOP_SETTINGS = "workshop.settings"
WORKSHOP_SETTINGS_FORM = "workshop.settings.form"
WORKSHOP_WRITE = "workshop.write"
WORKSHOP_READ = "workshop.read"
WORKSHOP_PAGE = "workshop.page"  # with .previous or .next after it
WORKSHOP_VOTE = "workshop.vote"
WORKSHOP_NEXT = "workshop.next"
WORKSHOP_BACK = "workshop.back"
WORKSHOP_LONGER = "workshop.longer"
WORKSHOP_LONGER_FORM = "workshop.longer.form"
WORKSHOP_CLOSE = "workshop.close"
WORKSHOP_LATE = "workshop.late"
WORKSHOP_LET_IN = "workshop.late.let_in"
WORKSHOP_LEAVE_OUT = "workshop.late.leave_out"
WORKSHOP_GROUPS = "workshop.groups"
WORKSHOP_ACTION = "workshop.action"
WORKSHOP_ACTION_FORM = "workshop.action.form"
WORKSHOP_BETTER = "workshop.better"
