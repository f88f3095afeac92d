"""Reads a project of rules and stories, of flows, or of both."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from dialogkit.flow._convert._calm_sidecar import Sidecar
from dialogkit.flow._convert._calm_talk import CalmTalk
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._listening import listen as listen_in
from dialogkit.flow._convert._rasa_common import Common
from dialogkit.flow._convert._rasa_events import (
    Story,
    markdown_examples,
    markdown_stories,
    yaml_story,
)
from dialogkit.flow._convert._rasa_files import Part, Project, at, child, read_project, scalar
from dialogkit.flow._convert._rasa_graph import Graph, Node
from dialogkit.flow._convert._rasa_settle import Settlement
from dialogkit.flow._convert._rasa_steps import HANDING_OFF, Builder, is_goodbye, is_greeting
from dialogkit.flow._convert._several import folders_with, refuse_several
from dialogkit.flow._convert._source import Source
from dialogkit.flow._convert._tidy import tidy

__all__ = ["Talk", "read_rasa"]

_FALLBACK = ("nlu_fallback", "out_of_scope_fallback")


def read_rasa(source: Source, *, origin: str) -> Draft:
    """The bot of a project.

    Raises:
        InputError: The files hold no bot.
    """
    refuse_several(source, _roots(source))
    draft = Draft()
    draft.origin = origin
    project = read_project(source, draft)
    draft.locales = _locales(project)
    sidecar = Sidecar(project.sidecar)
    sidecar.prepare(draft)
    common = Common(project, draft, sidecar.words("unsaid"))
    talk = Talk(project, common)
    for name in project.markdown:
        source.use(name)
        talk.read_markdown(name, source.text(name))
    if project.of("flows"):
        waiting = CalmTalk(project.of("flows"), common, sidecar).build()
        talk.list_all("is beside flows, which say the same or more")
    else:
        waiting = talk.build()
    if sidecar:
        sidecar.complete(draft)
        _take_media(source, draft)
    else:
        tidy(draft, [waiting])
        Settlement(common).weigh()
    Settlement(common).settle()
    return draft


def _roots(source: Source) -> set[str]:
    """Folders with settings and a domain: each is a bot."""
    config = folders_with(source, lambda path: path.name in ("config.yml", "config.yaml"))
    domain = folders_with(source, lambda path: path.name in ("domain.yml", "domain.yaml"))
    domain |= {
        str(parent.parent)
        for name in source.names(".yml", ".yaml")
        for parent in PurePosixPath(name).parents
        if parent.name == "domain"
    }
    return config & domain


def _take_media(source: Source, draft: Draft) -> None:
    """The files of media that lie in the project."""
    for keys in draft.media.values():
        for name in keys.values():
            if isinstance(name, str) and name in source.files:
                source.use(name)
                draft.files[name] = source.files[name]


def _locales(project: Project) -> list[str]:
    good = [each for each in project.locales if each.replace("-", "").replace("_", "").isalnum()]
    short = [each for each in dict.fromkeys(good) if 2 <= len(each) <= 12 and each[:2].islower()]
    return [each for each in short if each.isascii() and each[:2].isalpha()] or ["en"]


class Talk:
    """Rules, stories and forms as steps.

    Args:
        project: The parts.
        common: Intents, slots and responses.
    """

    def __init__(self, project: Project, common: Common) -> None:
        self._project = project
        self._common = common
        self._draft = common.draft
        self._forms: dict[str, Part] = {}
        self._stories: list[tuple[str, str, str, list[Story]]] = []
        for part in project.of("forms"):
            self._take_form(part)
        for section, kind in (("rules", "rule"), ("stories", "story")):
            for item in project.items.get(section, []):
                name = scalar(child(item, kind)) or "without a name"
                self._take(kind, name, at(item), yaml_story(item, kind, name, at(item)))
            for item in project.items.get(f"test_{section}", []):
                name = scalar(child(item, kind)) or "without a name"
                self._draft.lost(f"test {kind}", name, at(item), "tests the old bot")

    def _take_form(self, part: Part) -> None:
        if part.name in self._forms:
            self._draft.lost("form", part.name, part.place, "is declared twice")
            return
        self._forms[part.name] = part
        ignored = child(part.value, "ignored_intents")
        if ignored.items or scalar(ignored):
            why = "a rule of anywhere is heard in every step"
            self._draft.lost("form setting", f"{part.name}: ignored_intents", at(ignored), why)

    def _take(self, kind: str, name: str, place: str, readings: list[Story]) -> None:
        readings = [self._widened(story) for story in readings]
        self._stories.append((kind, name, place, readings))

    def _widened(self, story: Story) -> Story:
        return story

    def read_markdown(self, file: str, text: str) -> None:
        """Examples and stories of the format before YAML."""
        for kind, name, lines, place in markdown_examples(text, file):
            if kind == "intent":
                self._common.examples(name, lines, place)
            else:
                why = "a flow has no entities; it is of use to the old classifier alone"
                self._draft.lost(kind, name, place, why)
        told: dict[tuple[str, str], list[Story]] = {}
        for story in markdown_stories(text, file):
            if not story.name.startswith(("intent:", "synonym:", "regex:", "lookup:")):
                told.setdefault((story.name, story.place), []).append(story)
        for (name, place), readings in told.items():
            self._take("story", name, place, readings)

    # ----- building ------------------------------------------------------------------------------

    def list_all(self, why: str) -> None:
        """Leaves out all stories, rules and forms."""
        for kind, name, place, _ in self._stories:
            self._draft.lost(kind, name, place, why)
        for name, part in self._forms.items():
            self._draft.lost("form", name, part.place, why)

    def build(self) -> str:
        """Makes the steps, and accounts for stories, rules and forms; the step that waits."""
        waiting = ""
        graph = Graph(self._forms)
        for number, (_, _, _, readings) in enumerate(self._stories):
            for story in readings:
                graph.add(number, story)
            if not readings:
                graph.trouble[number] = "has no steps"
        graph.join()
        if self._stories:
            waiting = _Conversation(graph, self._common, self._forms).build()
        for number, (kind, name, place, _) in enumerate(self._stories):
            why = graph.why_not(number)
            self._draft.found(kind, name, place)
            if why:
                self._draft.left_out(kind, name, place, why)
            else:
                self._draft.carried(kind, name)
        for name, part in self._forms.items():
            if graph.forms[name].built:
                self._draft.kept("form", name, part.place)
            else:
                self._draft.lost("form", name, part.place, "no rule or story begins it")
        return waiting


class _Conversation:
    """The whole of it: where it begins, what is heard anywhere, where it ends."""

    def __init__(self, graph: Graph, common: Common, forms: dict[str, Part]) -> None:
        self._graph = graph
        self._common = common
        self._draft = common.draft
        self._builder = Builder(graph, common, forms)

    def build(self) -> str:
        """Makes the steps; the one that waits for the customer."""
        draft, root = self._draft, self._graph.root
        root.built = self._graph.start.built = True
        listen = draft.name("step", "listen")
        draft.steps[listen] = {}
        self._builder.restart = listen
        draft.start = self._begin(listen)
        for conditions, label, node in self._graph.guarded:
            node.built = True
            for target in node.users.values():
                self._rule(label, target, self._builder.guard(conditions))
        for label, target in root.users.items():
            if label not in _FALLBACK:
                self._rule(label, target, "")
        self._ladder()
        listen_in(draft, listen)
        return listen

    def _begin(self, listen: str) -> str:
        """Greets first where the bot says how."""
        start, ending = self._graph.start, {"then": listen}
        if start.bots or start.slots:
            return self._builder.entry("", start, ending) or listen
        for label, target in self._graph.root.users.items():
            if is_greeting(label):
                entry = self._builder.entry(label, target, ending)
                if entry is not None:
                    why = "the customer begins in the export; here the bot greets first"
                    self._draft.added("start", entry, why)
                    return entry
        return listen

    def _rule(self, label: str, target: Node, guard: str) -> None:
        for each in self._common.sub_intents(label):
            own = target
            if each != label:
                self._common.heard.add(label)
                own = self._narrowed(each, label, target)
            goodbye = is_goodbye(each)
            ending = {"end": "resolved"} if goodbye else None
            if is_greeting(each):
                # the same steps as at the start; what was open is left
                ending = {"then": self._builder.restart}
            step = self._builder.entry(each, own, ending)
            target.built = True
            if step is None:
                continue
            way = "goto" if goodbye or is_greeting(each) or self._handing(step) else "visit"
            rule: dict[str, Any] = {"hear": self._common.hear(each), way: step}
            self._draft.anywhere.append({**rule, "if": guard} if guard else rule)

    def _handing(self, step: str) -> bool:
        return self._builder.leads_to_handoff(step)

    def _narrowed(self, label: str, retrieval: str, target: Node) -> Node:
        """What follows on one of the intents that a retrieval intent stands for."""
        node = Node(users=target.users, slots=target.slots, stories=target.stories, built=True)
        general = (f"utter_{retrieval}", f"respond_{retrieval}")
        for action, after in target.bots.items():
            node.bots[f"utter_{label}" if action in general else action] = after
        return node

    def _ladder(self) -> None:
        """What is said when nothing was understood, and who helps in the end."""
        draft = self._draft
        rungs: list[str] = []
        for label in _FALLBACK:
            node = self._graph.root.users.get(label)
            while node is not None:
                node.built = True
                rungs += self._rung(node)
                node = next(iter(node.bots.values()), None)
        if not rungs:
            rungs = [draft.phrase("rephrase")]
        if rungs[-1] not in draft.steps:
            desk = [name for name, keys in draft.steps.items() if "handoff" in keys]
            rungs.append(
                desk[0] if desk else draft.end("lost", end="lost", say=draft.phrase("bye"))
            )
            why = "the export does not say what happens when nothing is understood again and again"
            draft.added("ladder", rungs[-1], why)
        draft.anywhere.append({"lost": list(dict.fromkeys(rungs))})

    def _rung(self, node: Node) -> list[str]:
        for label in _FALLBACK:
            if node is self._graph.root.users.get(label):
                self._common.heard.add(label)
        for action in list(node.bots)[:1]:
            if self._common.has(action):
                return [variant.key for variant in self._common.say(action)][-1:]
            if HANDING_OFF.search(action):
                self._common.used_actions.add(action)
                return [self._draft.handoff("service")]
            self._common.used_actions.add(action)
        return []
