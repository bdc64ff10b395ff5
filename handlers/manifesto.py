"""`/collab manifesto`: reading, proposing, explaining and using principles."""

from collections.abc import Callable

from slack_bolt import App, Args

from bot.domain.clock import Clock
from bot.domain.manifesto import PrinciplePage
from bot.domain.principles import PrincipleText, Section
from bot.domain.rounds import Asking
from bot.services.consent import Consent
from bot.services.items import Items
from bot.services.manifesto import NOBODY, Manifesto
from bot.views import ids
from bot.views.form_state import option_of, options_of
from bot.views.manifesto import manifesto_message, page_message, page_view, start_message
from bot.views.manifesto_forms import ProposeForm, guide_form, item_principles_form, propose_form, uses_form
from bot.views.mrkdwn import channel, listing, shortened
from bot.views.notes import note
from bot.views.principles import named, read_value
from bot.views.versions import place_of, read_choice, versions_view
from handlers.asking import Asked, member, workspace
from handlers.consent import text_of
from handlers.listening import on_action, on_form
from handlers.messages import check_we_can_post, is_private, link_to
from handlers.replying import (
    back_below,
    back_to_details,
    is_public,
    item_id,
    modal_of,
    replace,
    say,
    show,
    typed,
    value,
)
from handlers.verbs import Verb, Verbs

MOST_BOARDS = 5  # each takes a call to Slack
_PROPOSE = {"propose", "add", "new"}


class Reading:
    """What people read, and the forms that begin there."""

    def __init__(
        self, manifesto: Manifesto, consent: Consent, items: Items, clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._manifesto = manifesto
        self._consent = consent
        self._items = items
        self._clock = clock
        self._wake = wake

    def manifesto(self, asked: Asked) -> None:
        word = asked.text.casefold().strip("#. ")
        if word in _PROPOSE and asked.trigger_id:
            asked.client.views_open(trigger_id=asked.trigger_id, view=propose_form(ProposeForm()).to_dict())
        elif word in _PROPOSE:
            asked.reply(start_message())
        elif word.isdecimal():
            asked.reply(page_message(self._manifesto.numbered(asked.workspace, int(word[:6]))))
        else:
            viewer = asked.user_id if asked.is_private else NOBODY
            asked.reply(manifesto_message(self._manifesto.overview(asked.workspace, viewer=viewer)))

    def turn(self, args: Args) -> None:
        viewer = NOBODY if is_public(args) else member(args)
        overview = self._manifesto.overview(workspace(args), viewer=viewer)
        replace(args, manifesto_message(overview, int(value(args))))

    def read(self, args: Args) -> None:
        show(args, self._page_view(args, self._page(args)))

    def versions(self, args: Args) -> None:
        page = self._page(args)
        place = place_of(principle_id=page.principle.id)
        show(args, versions_view(page.versions, place=place).to_dict())

    def compare(self, args: Args) -> None:
        kind, number, earlier = read_choice(value(args))
        team = workspace(args)
        if kind == "round":
            versions, place = self._consent.look(team, number).versions, place_of(round_id=number)
        else:
            versions, place = self._manifesto.page(team, number).versions, place_of(principle_id=number)
        again = versions_view(versions, place=place, earlier=earlier)
        args.client.views_update(view_id=modal_of(args)["id"], view=again.to_dict())

    def propose(self, args: Args) -> None:
        origin, sentence = read_value(value(args))
        show(
            args,
            propose_form(ProposeForm(origin=origin), PrincipleText(title="", sentence=sentence)).to_dict(),
        )

    def change(self, args: Args) -> None:
        principle = self._page(args).principle
        form = ProposeForm(principle_id=principle.id)
        show(args, propose_form(form, principle.text, about=principle).to_dict())

    def proposed(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        form = ProposeForm.read(view["private_metadata"])
        where = state["channel"]["channel"]["selected_conversation"]
        check_we_can_post(args.client, where)
        asking = Asking(
            channel_id=where,
            private=is_private(args.client, where),
            request=_request(args),
            days=int(option_of(state, "days")),
        )
        proposal = self._manifesto.propose(
            workspace(args),
            text_of(args),
            by=member(args),
            asking=asking,
            origin=form.origin,
            principle_id=form.principle_id,
            now=self._clock(),
        )
        self._wake()
        words = (
            f"I am asking {channel(where)} about {named(proposal.principle)}. When nobody objects until the end, "
            "it is adopted. I tell you when somebody does."
        )
        args.ack(response_action="update", view=note(words, title="Asked").to_dict())

    def guide(self, args: Args) -> None:
        show(args, guide_form(self._page(args).principle).to_dict())

    def guided(self, args: Args) -> None:
        view = args.body["view"]
        state = view["state"]["values"]
        where = state["channel"]["channel"]["selected_conversation"]
        check_we_can_post(args.client, where)
        guidance = self._manifesto.guide(
            workspace(args),
            int(view["private_metadata"]),
            Section(option_of(state, "section")),
            typed(args, "text"),
            by=member(args),
            channel_id=where,
            request=_request(args),
            now=self._clock(),
        )
        self._wake()
        page = self._manifesto.page(workspace(args), guidance.principle_id)
        self._back(args, page, f"Your guidance is added. {channel(where)} can vote on it.")

    def take_back(self, args: Args) -> None:
        gone = self._manifesto.take_back_guidance(
            workspace(args), int(value(args)), by=member(args), now=self._clock()
        )
        self._wake()
        page = self._manifesto.page(workspace(args), gone.principle_id)
        view = self._page_view(args, page, "The guidance is taken back.")
        args.client.views_update(view_id=modal_of(args)["id"], view=view)

    def use(self, args: Args) -> None:
        principle, items, using = self._manifesto.own_items(
            workspace(args), int(value(args)), by=member(args)
        )
        if items:
            show(args, uses_form(principle, items, using).to_dict())
        else:
            say(args, "You own no item yet. `/collab share` adds one; then say here that it uses this.")

    def used(self, args: Args) -> None:
        view = args.body["view"]
        page = self._manifesto.used_by_own(
            workspace(args),
            int(view["private_metadata"]),
            _chosen(args, "items"),
            by=member(args),
            now=self._clock(),
        )
        self._back(args, page, "Saved. Thank you for telling.")

    def of_item(self, args: Args) -> None:
        item, principles, used = self._manifesto.to_use(workspace(args), item_id(args), by=member(args))
        if principles:
            show(args, item_principles_form(item, principles, used).to_dict())
        else:
            say(args, "There are no principles yet. `/collab manifesto` is where they begin.")

    def item_uses(self, args: Args) -> None:
        team, who, item = workspace(args), member(args), int(args.body["view"]["private_metadata"])
        used = self._manifesto.use(team, item, _chosen(args, "principles"), by=who, now=self._clock())
        names = listing([named(one) for one in used]) if used else "no principle"
        back_to_details(args, self._items.details(team, item, viewer=who), f"This uses {names}.")

    def _page(self, args: Args) -> PrinciplePage:
        return self._manifesto.page(workspace(args), int(value(args)))

    def _page_view(self, args: Args, page: PrinciplePage, said: str = "") -> dict[str, object]:
        may = frozenset(one.id for one in page.guidance if self._manifesto.may_take_back(one, member(args)))
        places = [(one.channel_id, one.board_ts, one.subject) for one in page.workshops[:MOST_BOARDS]]
        links = [(link_to(args.client, place, str(ts)), words) for place, ts, words in places]
        boards = [(url, shortened(words, 100)) for url, words in links if url]
        return page_view(page, may_take_back=may, boards=boards, said=said).to_dict()

    def _back(self, args: Args, page: PrinciplePage, words: str) -> None:
        """End a form that was opened from a principle: the principle says what was done."""
        back_below(args, self._page_view(args, page, words))


def register(
    app: App,
    verbs: Verbs,
    manifesto: Manifesto,
    consent: Consent,
    items: Items,
    clock: Clock,
    wake: Callable[[], None],
) -> None:
    """Answer `/collab manifesto`, and what is pressed there; `wake` tells delivery that something is owed."""
    reading = Reading(manifesto, consent, items, clock, wake)
    verbs.add(
        Verb(
            name="manifesto",
            usage="manifesto",
            summary="Read the principles we agreed to, propose one, and say which you use.",
            answer=reading.manifesto,
            aliases=("principles", "principle"),
        )
    )
    on_action(app, ids.MANIFESTO_PREVIOUS, reading.turn)
    on_action(app, ids.MANIFESTO_NEXT, reading.turn)
    on_action(app, ids.MANIFESTO_READ, reading.read)
    on_action(app, ids.MANIFESTO_VERSIONS, reading.versions)
    on_action(app, ids.MANIFESTO_COMPARE, reading.compare)
    on_action(app, ids.MANIFESTO_PROPOSE, reading.propose)
    on_action(app, ids.MANIFESTO_CHANGE, reading.change)
    on_form(app, ids.MANIFESTO_PROPOSE_FORM, reading.proposed)
    on_action(app, ids.MANIFESTO_GUIDE, reading.guide)
    on_form(app, ids.MANIFESTO_GUIDE_FORM, reading.guided)
    on_action(app, ids.MANIFESTO_GUIDANCE_DROP, reading.take_back)
    on_action(app, ids.MANIFESTO_USE, reading.use)
    on_form(app, ids.MANIFESTO_USE_FORM, reading.used)
    on_action(app, ids.ITEM_PRINCIPLES, reading.of_item)
    on_form(app, ids.ITEM_PRINCIPLES_FORM, reading.item_uses)


def _chosen(args: Args, name: str) -> list[int]:
    return [int(one) for one in options_of(args.body["view"]["state"]["values"], name)]


def _request(args: Args) -> str:
    """What tells a form that was sent twice."""
    view = args.body["view"]
    return f"{view['id']}:{view['hash']}"
