"""The simulated visitor, against services whose behaviour is known."""

from collections.abc import Iterator

from agents.evaluation import PERSONAS, Goal, Visitor, goals
from models.domain import Card, Event, Said, Shown
from tests.agents.stage import item

DOG = item("d", "Brown dog on a beach", "dog", "night")
CAT = item("c", "Cat in a park", "cat")


def shows(*items) -> Shown:
    return Shown(cards=tuple(Card(item=one, why="") for one in items))


def test_a_find_ends_when_the_item_is_shown() -> None:
    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(lambda text: [shows(CAT, DOG)])
    assert visit.success and visit.turns == 1 and visit.questions == 0


def test_patience_ends() -> None:
    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[2]).visit(lambda text: [shows(CAT)])
    assert not visit.success and visit.turns == PERSONAS[2].patience


def test_a_fitting_answer_is_clicked_and_others_are_useless() -> None:
    said: list[str] = []

    def respond(text: str) -> Iterator[Event]:
        said.append(text)
        yield Said(text="Which kind?", options=("park", "night"))
        yield shows(DOG) if text == "night" else shows(CAT)

    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(respond)
    assert visit.success and said[1] == "night" and visit.useless == 0
    other = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(
        lambda text: [Said(text="Which kind?", options=("park", "snow")), shows(CAT)]
    )
    assert other.useless == other.questions > 0


def test_an_edit_names_the_place_and_counts_when_its_parent_is_right() -> None:
    edited = item("e", "x", origin="edited", parents=("d",))
    goal = Goal(aim="edit", item=DOG, wish="make {} square", tool="adjust")

    def respond(text: str) -> list[Event]:
        return [shows(edited)] if text == "make the second one square" else [shows(CAT, DOG)]

    assert Visitor(goal, PERSONAS[0]).visit(respond).success


def test_goals_are_of_every_kind() -> None:
    drawn = goals([DOG, CAT], 200)
    assert {goal.aim for goal in drawn} == {"find", "edit", "create"}
