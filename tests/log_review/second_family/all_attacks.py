"""All attacks of the second family by name, and the week that each is put into."""

from collections.abc import Callable

from tests.log_review.second_family import inside, loud, quiet
from tests.log_review.second_family.attack_truth import Attack
from tests.log_review.second_family.made_week import ASKS, LOOKS_UP, REDUCES, make_week

NEW_YEARS_WEEK = 16
WEEKS_OF_THE_CLOCK = (8, 26)
HOSTS: dict[Callable[[Attack], None], str] = {
    loud.folded_bursts_on_root: REDUCES,
    loud.host_with_a_false_name: LOOKS_UP,
    loud.asked_by_keyboard: ASKS,
}

ATTACKS: tuple[Callable[[Attack], None], ...] = (
    loud.mass_scanner,
    loud.credential_stuffing,
    loud.staff_from_the_web_page,
    loud.spray,
    loud.folded_bursts_on_root,
    loud.around_midnight,
    loud.in_the_hour_that_comes_twice,
    loud.under_a_flood_of_noise,
    loud.breach_by_dictionary,
    loud.one_account_in_five_minutes,
    loud.accounts_that_may_not_log_in,
    loud.asked_by_keyboard,
    loud.host_with_a_false_name,
    loud.names_made_to_confuse,
    loud.names_first_then_guesses,
    quiet.one_host_slowly,
    quiet.many_hosts_one_guess_each_name,
    quiet.tor_exits,
    quiet.privacy_addresses,
    quiet.over_new_year,
    quiet.botnet_with_root_only,
    quiet.distributed_spray,
    quiet.few_hosts_in_one_day,
    quiet.while_nobody_is_there,
    quiet.made_up_names_from_many_hosts,
    quiet.in_the_rhythm_of_a_script,
    quiet.three_guesses_a_day,
    inside.after_phishing,
    inside.insider_in_the_laboratory,
    inside.su_on_the_machine,
    inside.behind_the_wireless_address,
    inside.success_between_guesses,
    inside.at_the_console,
)


def title_of(put_in: Callable[[Attack], None]) -> str:
    return put_in.__name__.replace("_", " ")


def attacked_week(put_in: Callable[[Attack], None], seed: int) -> tuple[str, Attack]:
    """A normal week's text, and the same week with the attack in it."""
    number = None
    if put_in is quiet.over_new_year:
        number = NEW_YEARS_WEEK
    elif put_in is loud.in_the_hour_that_comes_twice:
        number = WEEKS_OF_THE_CLOCK[seed % 2]
    kind = "break" if put_in is quiet.while_nobody_is_there else "ordinary"
    week = make_week(
        f"{put_in.__name__} {seed}", kind, number=number, of_the_host=HOSTS.get(put_in, "")
    )
    without = week.text()
    attack = Attack(week)
    put_in(attack)
    return without, attack
