"""Dialogflow CX agents: the JSON package, as a folder or zip, or one file that holds it all.

Every page becomes a step (and one to go on at, where something leads back into the page); a flow
with a way to END_FLOW is visited, any other is gone to.
"""

from __future__ import annotations

from dialogkit.errors import InputError
from dialogkit.flow._convert._cx_files import CxAgent, is_cx, read_agent
from dialogkit.flow._convert._cx_heard import Heard
from dialogkit.flow._convert._cx_pages import Pages
from dialogkit.flow._convert._cx_values import Values
from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._entities import listed, text_of
from dialogkit.flow._convert._ladder import last_rung
from dialogkit.flow._convert._several import folders_with, refuse_several
from dialogkit.flow._convert._source import Source
from dialogkit.flow._convert._tidy import tidy

__all__ = ["NAME", "read", "recognise"]

NAME = "dialogflow_cx"


def recognise(source: Source) -> bool:
    """Whether a JSON file is a flow, a page or an agent of Dialogflow CX."""
    for name in source.names(".json"):
        try:
            if is_cx(source.json(name)):
                return True
        except InputError:
            continue
    return False


def read(source: Source) -> Draft:
    """The agent as a flow.

    Raises:
        InputError: A file is damaged, or there is no flow.
    """
    refuse_several(source, folders_with(source, lambda path: path.name == "agent.json"))
    agent = read_agent(source)
    draft = Draft(text_of(agent.settings.get("displayName")), agent.locales())
    draft.origin = "Dialogflow CX"
    values = Values(draft, agent)
    heard = Heard(draft, agent, values)
    pages = Pages(draft, agent, values, heard)
    pages.put()
    values.finish()
    draft.anywhere.append({"lost": [draft.phrase("rephrase"), last_rung(draft, "", handed=False)]})
    _list_rest(draft, agent, pages.does.called)
    tidy(draft)
    return draft


def _list_rest(draft: Draft, agent: CxAgent, called: set[str]) -> None:
    for name, webhook in agent.webhooks.items():
        if name in called:
            draft.kept("webhook", name, webhook.place)
        else:
            draft.lost("webhook", name, webhook.place, "no page calls it")
    for name, group in agent.groups.items():
        draft.kept("route group", name, group.place)
    place = agent.settings_file
    for each in listed(agent.settings.get("customPayloadTemplates")):
        name = text_of(each.get("displayName")) or "template"
        draft.lost("payload template", name, place, "is a help for writing pages")
    for key in ("startPlaybook", "genAppBuilderSettings", "answerFeedbackSettings"):
        if agent.settings.get(key):
            draft.lost("setting", key, place, "switches on a part of the builder's own platform")
