"""The picture of what came out of a workshop: each kind of contribution has its own."""

from bot.domain.checkin import read_checkin
from bot.domain.value import added_up
from bot.domain.workshop_results import results
from bot.domain.workshops import ContributionKind, Format, WorkshopState
from bot.views.checkin_picture import checkin_alt, checkin_picture
from bot.views.picture import Picture
from bot.views.results_picture import results_alt, results_picture
from bot.views.value_picture import value_alt, value_picture


def workshop_picture(form: Format, state: WorkshopState) -> Picture:
    """The picture of what came out of a workshop: ratings, what is wanted most, or results by category."""
    workshop = state.workshop
    if form.kind is ContributionKind.RATINGS:
        ratings = read_checkin(state, workshop.settings.categories or form.categories)
        png, words = checkin_picture(form, workshop, ratings), checkin_alt(form, workshop, ratings)
    elif form.kind is ContributionKind.ESTIMATES:
        value = added_up(results(state))
        png, words = value_picture(form, workshop, value), value_alt(form, workshop, value)
    else:
        found = results(state, form.categories)
        png, words = results_picture(form, found), results_alt(form, found)
    return Picture(png=png, name=f"{form.key}.png", title=f"{form.name}: {workshop.subject}", words=words)
