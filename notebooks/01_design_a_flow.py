# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Design a flow
#
# A parcel service wants a bot. You look at its flow, break it in three ways to see what the check notices, see what the
# same bot looks like in four messengers and two languages, and go back in time within a conversation.
#
# The parcel service, its customers and its log are invented.

# %%
import json
import shutil
from pathlib import Path
from textwrap import fill

import dialogkit as dk
from dialogkit.flow import preview

PARCEL = Path("../corpora/parcel")

# %% [markdown]
# ## The picture
#
# Handoffs are yellow, ends are green, dashed arrows lead back. It is a wide picture: scroll to see all of it.

# %%
flow = dk.load_flow(PARCEL)
flow

# %% [markdown]
# ## The findings
#
# No error and no warning. What is left is worth knowing: matters that only people settle, and a menu that WhatsApp has
# to show in another form.

# %%
for finding in flow.check():
    print(f"{finding.severity} {finding.code}, line {finding.place.line}: {finding.what}")

# %% [markdown]
# ## Change something
#
# To try things out we need a copy, and one line that replaces a piece of it.

# %%
MINE = Path("work/parcel")
shutil.copytree(
    PARCEL, MINE, ignore=shutil.ignore_patterns("log", "*.py", "*.jsonl", "__*"), dirs_exist_ok=True
)


def changed(old, new):
    """The parcel flow with `old` replaced by `new`."""
    text = (PARCEL / "flow.yaml").read_text(encoding="utf-8")
    assert old in text, "nothing to replace"
    (MINE / "flow.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return dk.load_flow(MINE)


def show_new(other):
    """What the check says that it did not say before."""
    known = {finding.what for finding in flow.check()}
    for finding in other.check():
        if finding.what not in known:
            print(fill(str(finding), 100), end="\n\n")


# %% [markdown]
# **A misspelt step.** One letter is missing.

# %%
show_new(changed("too_late: too_late, failed", "too_late: to_late, failed"))

# %% [markdown]
# **A forgotten result.** What if nobody on the team is free? Nobody said, so the customer would wait and never hear
# anything again.

# %%
show_new(changed("nobody: call_back, ", ""))

# %% [markdown]
# **A shortcut.** Damaged parcels go straight to the claim, without asking for consent first. The check prints the path
# on which a confidential question is asked too early.

# %%
show_new(changed("damaged: consent", "damaged: claim"))

# %% [markdown]
# ## What each messenger makes of it
#
# WhatsApp has three buttons at most, the first step has ten choices. So customers there see a list.

# %%
bot = dk.Bot(flow)
for channel in flow.channels:
    session, reply = bot.start(channel=channel, locale="en")
    print(f"{channel:10} {len(reply.buttons)} choices as {reply.form:8}", *reply.changed)

# %% [markdown]
# Threema has neither buttons nor lists. There the choices are numbered lines, and the bot understands the number.

# %%
panel = dk.chat(bot, channel="threema", locale="en")
panel.say("8")
panel

# %% [markdown]
# `preview` says it for every text: here the first question on a channel that has no buttons at all and counts in parts
# of an SMS.

# %%
for seen in preview(flow, channel="sms", locale="en", step="problem")[:1]:
    print("\n---\n".join(seen.messages))
    print(f"\nas {seen.form} lines, because", ", ".join(seen.why))

# %% [markdown]
# ## Who gets the bot, and who a human?
#
# Guards ask what the company knows beforehand, what the customer said, the channel and the hours. Here customers with
# a claim under way go straight to the team while it is there; everybody else meets the bot.

# %%
guarded = changed(
    "start: hello",
    "start: gate\ncustomer: {has_claim: 7%}",
)
text = (MINE / "flow.yaml").read_text(encoding="utf-8")
gate = "  gate: {if: {customer.has_claim and time.is_open(claims): claims}, then: hello}\n"
(MINE / "flow.yaml").write_text(text.replace("steps:\n", "steps:\n" + gate, 1), encoding="utf-8")
guarded = dk.load_flow(MINE)

for known in (True, False):
    _, reply = dk.Bot(guarded).start(locale="en", customer={"has_claim": known})
    print(f"has_claim {known}: step {reply.step}, handed off: {reply.handoff is not None}")

# %% [markdown]
# ## What changes for customers
#
# Not lines but behaviour: what the two flows do differently, with the shortest way to see it.

# %%
print(flow.diff(guarded))

# %% [markdown]
# ## German and English
#
# One flow, two files of texts. The panel speaks the language of the customer.

# %%
panel = dk.chat(bot, locale="de", channel="whatsapp")
panel.press("track")
panel.say("Ich habe gerade keine Nummer da")
panel.say("Doch, hier: AB123456789")
panel

# %% [markdown]
# The same step in both languages:

# %%
for locale in flow.locales:
    print(fill(f"{locale}: {flow.texts.text('privacy', locale)}", 100), end="\n\n")

# %% [markdown]
# What if somebody forgets a translation? Here the English label of one button is taken away.

# %%
shutil.copy(PARCEL / "flow.yaml", MINE)
english = MINE / "texts.en.yaml"
lines = (PARCEL / "texts.en.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
english.write_text(
    "".join(line for line in lines if not line.startswith("refuse:")), encoding="utf-8"
)

show_new(dk.load_flow(MINE))

# %% [markdown]
# ## A conversation is a value
#
# The bot remembers nothing. Each answer comes with a **session**: where the conversation stands. Keep an old one, and
# the conversation can go on twice from there.

# %%
session, reply = bot.start(locale="en")
session, reply = bot.choose(session, "problem")
asked, reply = bot.choose(session, "damaged")
print(reply.messages[-1])

# %%
yes, reply = bot.choose(asked, "agree")
print("agree: ", reply.messages[-1])

no, reply = bot.choose(asked, "refuse")
print("refuse:", reply.messages[-1])

# %% [markdown]
# A session can be written down, so a bot may be restarted in the middle of a conversation.

# %%
print(json.dumps(json.loads(yes.to_json()), indent=2, ensure_ascii=False))

# %% [markdown]
# ## Where to go from here
#
# [02_from_log_to_forecast](02_from_log_to_forecast.ipynb) trains a classifier, so that the bot understands sentences and
# not only its buttons, and asks what this flow would do in a whole week.
