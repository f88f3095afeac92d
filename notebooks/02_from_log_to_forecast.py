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
# # From a log to a forecast
#
# A parcel service has exported its chats. Would a bot help, and whom would it fail? You take every step from the raw
# export to the page on which a team lead decides. It runs for about a minute.
#
# The log is invented, so its numbers show *how* a forecast is made and read, and nothing about real customers.

# %%
import re
from collections import Counter
from pathlib import Path
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import SVG

import dialogkit as dk
from dialogkit.flow import draw
from dialogkit.intents import score, split_utterances

PARCEL = Path("../corpora/parcel")
WORK = Path("work/forecast")
WORK.mkdir(parents=True, exist_ok=True)

# %% [markdown]
# ## 1. Read
#
# A folder of exports from two messengers becomes one table of messages. Nobody has to name the format: twenty-two are told
# apart by what is in a file.

# %%
raw = dk.read_log(PARCEL / "log")
print(len(raw), "messages,", len(raw.unreadable), "lines could not be read")
print(Counter(raw.table["channel"].to_pylist()))
print(Counter(raw.table["speaker"].to_pylist()))

# %% [markdown]
# An export rarely says who is the agent, or whether 03.04. is in March or in April. What had to be inferred is said, and
# names stay off the screen. `dialogkit read --dry-run` shows the same before anything is written.

# %%
for note in raw.notes:
    print(fill(note, 100, subsequent_indent="  "))

for (speaker, why), count in Counter((s.speaker, s.why) for s in raw.senders).items():
    print(f"{count:5} {speaker:9} told by: {why}")

# %% [markdown]
# ## 2. Anonymize
#
# Before anybody looks at a message, names, numbers and addresses are replaced. The same person keeps the same
# pseudonym, as long as the key exists. Delete the key, and nobody can go back.

# %%
key = WORK / "secret.key"
messages, masked = dk.anonymize(raw, key=dk.load_key(key) if key.exists() else dk.new_key(key))

for kind, count in Counter(masked.counts).most_common():
    print(f"{count:5} {kind.lower().replace('_', ' ')}")
print(f"{masked.found_again:5} of them found again afterwards")

# %% [markdown]
# From here on we only use the anonymized messages, like these. (With your own key the endings differ.)

# %%
texts = [m.text for m in messages.rows() if m.speaker == "customer" and "\n" not in m.text]
for kind, _ in Counter(masked.counts).most_common(4):
    print(next(text for text in texts if f"<{kind}_" in text and 30 < len(text) < 90))

# %% [markdown]
# Is nobody's name in it any more? The **audit** for the data-protection officer looks for every known name, attacks the
# corpus as somebody would who knows a little, and ends in plain words. It fails this log for times to the second, and
# says what rounding them would buy.

# %%
audit = dk.audit(raw, messages, quick=True)
for sentence in audit.to_json()["sentences"]["en"]:
    print(fill(sentence, 100, subsequent_indent="  "))

# %% [markdown]
# ## 3. Cut into cases
#
# In a messenger one conversation may last for years. A day of silence, a goodbye or a closed ticket ends a **case**: the
# part about one matter. Whoever comes back with the same matter is linked to it. What does this log say about today,
# without a bot?

# %%
cases = dk.link_recontacts(dk.split_cases(messages, gap="24h"))
today = dk.evaluate(cases)
settled = Counter(cases.table["resolved"].to_pylist())

print(len(cases), "cases; settled:", dict(settled))
print(f"asked for a human: {np.mean(cases.table['asked_for_human']):.1%}")
print(f"answered within 60 minutes: {today['service_level_60m'].value:.1%}")

# %% [markdown]
# Most customers never say whether their matter was settled. That stays *unknown*; silence is not success. Where something
# was said, the case names the rule that decided it:

# %%
decided = Counter(
    rule for why in cases.table["because"].to_pylist() if why for rule in why.split("; ")
)
for rule, count in decided.most_common():
    print(f"{count:5} {rule}")

# %% [markdown]
# And what the log cannot show is left out, with the reason:

# %%
print("containment:", today.left_out["containment"])

# %% [markdown]
# ## 4. Teach the bot to understand
#
# The classifier learns from labelled texts in German and English. A fifth is set aside first, and it is judged on these
# texts alone. How sure it is gets adjusted on another part, which it has not learnt from either.

# %%
utterances = dk.read_utterances(PARCEL / "utterances.jsonl")
rest = split_utterances(utterances, seed=7)
parts = split_utterances(rest.train, seed=8, share=0.25)


def texts_and_intents(part):
    """As the classifier wants them."""
    return [u.text for u in part], [u.intent for u in part]


model = dk.IntentClassifier(seed=7).fit(*texts_and_intents(parts.train))
model.calibrate(*texts_and_intents(parts.held_out))
model.choose_threshold(*texts_and_intents(parts.held_out))

print(len(parts.train), "texts to learn from,", len(parts.held_out), "to adjust,", end=" ")
print(len(rest.held_out), "unseen")

# %% tags=["nbval-ignore-output"]
scores = score(model, rest.held_out)
print(f"right: {scores['accuracy']:.1%} ({scores['low']:.1%} to {scores['high']:.1%})")

sure = scores["threshold"]
print(f"sure enough to act: {sure['coverage']:.1%}, and {sure['accuracy']:.1%} of these are right")

# %% [markdown]
# Being sure matters more than being right on average: where the bot is unsure, it asks. The picture shows what each
# threshold costs.

# %% tags=["nbval-ignore-output"]
predictions = model.predict_many([u.text for u in rest.held_out])
confidence = np.array([p.confidence for p in predictions])
right = np.array([p.intent == u.intent for p, u in zip(predictions, rest.held_out, strict=True)])
thresholds = np.linspace(0, 0.95, 39)

acted_on = [np.mean(confidence >= t) for t in thresholds]
right_then = [np.mean(right[confidence >= t]) for t in thresholds]

figure, axes = plt.subplots(figsize=(6, 2.6))
axes.plot(thresholds, acted_on, label="acted on")
axes.plot(thresholds, right_then, "--", label="right among these")
axes.axvline(model.threshold, color="grey", linewidth=1)
axes.set(xlabel="threshold (grey: the one chosen)", ylabel="share of texts", ylim=(0, 1.03))
axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## 5. Bot, customers, staff
#
# The bot is the flow of [01_design_a_flow](01_design_a_flow.ipynb), now with ears.

# %%
flow = dk.load_flow(PARCEL)
bot = dk.Bot(flow, model, channel="whatsapp", locale="en")
panel = dk.chat(bot)
panel.say("the courier rang but I was at work, can they come again on friday?")
panel.say("AB123456789")
panel.say("friday")
panel

# %% [markdown]
# **Customers** are fitted to the log: when they come, what they want, how fast they reply. They open a conversation with
# the anonymized words of the log, which the classifier has never seen, and keep the doubt about what they meant. The log
# is a sample; the team says how many contacts a week there are.

# %% tags=["nbval-ignore-output"]
centre = dk.ContactCentre.load(PARCEL / "centre.yaml")
customers = dk.Customers.fit(cases, model, utterances=rest.held_out)
customers = customers.scaled(centre.arrivals_per_week.central)

print(f"{customers.per_week:.0f} contacts a week, {len(centre.agents)} agents")
print(*customers.notes, "", sep="\n")
for intent, share in sorted(customers.intents.items(), key=lambda item: -item[1].value)[:5]:
    print(f"{intent:16} {share.value:5.1%}  ({share.low:.1%} to {share.high:.1%})")

# %%
hours = np.array(customers.arrivals).reshape(7, 24)
figure, axes = plt.subplots(figsize=(6, 2))
axes.plot(hours.ravel(), linewidth=1.2)
axes.set(ylabel="contacts an hour", xlim=(0, 168), ylim=(0, None))
axes.set_xticks(range(12, 168, 24), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
plt.show()

# %% [markdown]
# ## 6. Rehearse one week
#
# Customers, bot and staff meet on one clock. The wider an arrow, the more customers took it.

# %% tags=["nbval-ignore-output"]
week = dk.simulate(bot, customers, centre, days=7, seed=7)
print(len(week.cases), "cases")
SVG(draw(flow, traffic=week.traffic))

# %% [markdown]
# ## 7. Forecast
#
# One week is chance. A forecast takes several, and each of them a second time *without* the bot: the same customers, the
# same moods, the same staff. Three weeks are enough to look at; take 200 before you decide.

# %% tags=["nbval-ignore-output"]
about = {"model": scores, "privacy": audit.to_json()}
forecast = dk.forecast(
    bot, customers, centre, replications=3, assume="central", seed=7, about=about
)
forecast.save(WORK / "forecast.json")

asked = """containment resolved_deflection_72h false_deflection handoff_rate
    needless_handoff missed_handoff service_level_60m"""
for name in asked.split():
    rate = forecast.to_json()["rates"]["rates"][name]
    print(f"{rate['label']:55} {rate['value']:6.1%}  ({rate['low']:.1%} to {rate['high']:.1%})")

# %% [markdown]
# *Contained* is not *settled*. What becomes of 100 cases:

# %% tags=["nbval-ignore-output"]
shares = forecast.to_json()["outcome_shares"]
names = [n for n in ("bot_resolved", "false_deflection", "agent", "abandoned") if n in shares]
value, low, high = (
    100 * np.array([shares[n][end] for n in names]) for end in ("value", "low", "high")
)

figure, axes = plt.subplots(figsize=(6, 1.9))
labels = [shares[n]["label"] for n in names]
axes.barh(labels, value, xerr=[value - low, high - value], color="#7fb3d5")
axes.invert_yaxis()
axes.set_xlabel("of 100 cases")
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# ## 8. What if?
#
# A log cannot show whether an answer of *this* bot really settles the matter. That is an **assumption**: it has a name
# and three values, and you can turn it.

# %% tags=["nbval-ignore-output"]
assumption = customers.parameters["settles"]
print(assumption.label_en)
for value in (assumption.low, assumption.central, assumption.high):
    turned = dk.simulate(bot, customers.with_values(settles=value), centre, days=7, seed=7)
    settled = dk.evaluate(turned.cases).outcomes["bot_resolved"]
    print(f"  {value:4.0%} of the answers: the bot settles {settled.value:.1%} of all cases")

# %% [markdown]
# ## 9. What goes wrong
#
# Behind every number stand conversations. The most frequent failure, and one of its transcripts:

# %% tags=["nbval-ignore-output"]
failure = forecast.to_json()["failures"][0]
print(f"{failure['label_en']}: {failure['share']['value']:.1%} of all cases")
print(failure["why_en"], "\n")
for turn in failure["transcripts"][0]["turns"]:
    print(fill(f"{turn['speaker']:9} {turn['text']}", 100, subsequent_indent=" " * 10))

# %% [markdown]
# ## 10. The gate
#
# The team has written down beforehand what it asks of a bot. Unless it says otherwise, a condition is met only if the
# whole interval meets it.

# %% tags=["nbval-ignore-output"]
verdict = dk.gate(forecast.to_json(), PARCEL / "gate.yaml")
for condition in verdict.conditions:
    print(fill(f"{condition.verdict:15} {condition.sentence}", 100, subsequent_indent=" " * 16))

# %% [markdown]
# ## 11. The page
#
# All this in one file for people without Python. It opens in any browser; nothing is loaded from anywhere.

# %% tags=["nbval-ignore-output"]
page = WORK / "report.html"
dk.write_report(forecast, page, locale="en", gate=verdict)

first_screen = page.read_text(encoding="utf-8").split("<main>")[1].split("<table>")[0]
for part in re.split("</(?:p|h2|li)>", re.sub("<svg.*?</svg>", "", first_screen, flags=re.DOTALL)):
    print(fill(" ".join(re.sub("<.*?>", " ", part).split()), 100))
