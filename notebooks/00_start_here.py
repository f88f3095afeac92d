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
# # A bot in five minutes
#
# You write a small bot for a café, look at it, make a mistake on purpose, talk to the bot, and let it hand over to a
# person. No programming: the bot is a text file, and Python only opens it.
#
# Run a cell with **Shift + Enter**, and change whatever you like.

# %%
from pathlib import Path
from textwrap import fill

import dialogkit as dk

Path("work/hello").mkdir(parents=True, exist_ok=True)

# %% [markdown]
# ## Write it
#
# A bot is a **flow** of steps. Each step says something and offers choices; each choice leads to another step. What is
# under `anywhere` holds for all steps: what happens when the bot is lost, and when the customer falls silent.

# %% language="yaml"
# %%writefile work/hello/flow.yaml
# bot: hello
# start: hello
# steps:
#   hello: {say: hello, disclose: bot, choose: {hours: hours, place: place}}
#   hours: {say: open_when, choose: {place: place, thanks: done}}
#   place: {say: where_we_are, choose: {hours: hours, thanks: done}}
#   done:  {say: bye, end: resolved}
# anywhere:
#   - {lost: [rephrase, hello]}
#   - {silent: 20h, goto: done}

# %% [markdown]
# The sentences are in a second file, one for each language. For a choice, the first wording is the button; the others
# are understood as well.

# %% language="yaml"
# %%writefile work/hello/texts.en.yaml
# hello: Hello, I am the digital assistant of Café Beispiel. What would you like to know?
# hours: [Opening hours, When are you open, open]
# place: [Where you are, Where are you, address]
# thanks: [Thank you, thanks]
# open_when: We are open every day from 8 am to 6 pm.
# where_we_are: You will find us at Beispielplatz 1, next to the station.
# rephrase: Sorry, I did not understand that. Could you say it differently?
# bye: You are welcome. Have a good day!

# %% [markdown]
# ## Look at it
#
# A flow shows itself. The word on an arrow is the choice that leads there.

# %%
flow = dk.load_flow("work/hello")
flow

# %% [markdown]
# ## Talk to it
#
# Type into the panel or press a button; beside it you see why the bot answers so. If no kernel is running, you see what
# was said when this page was written.

# %%
panel = dk.chat(dk.Bot(flow))
panel.say("When are you open?")
panel.say("And where do I park?")
panel

# %% [markdown]
# ## Ask what is wrong with it
#
# Our bot knows nothing about parking. Could the customer have reached a person instead? The check walks every path of
# the flow:

# %%
for finding in flow.check():
    print(fill(str(finding), 100))

# %% [markdown]
# ## Add a person
#
# A **handoff** passes the conversation to the team. It can end in six ways, and for each of them somebody has to decide
# what the customer hears next. We decide five and forget one, on purpose.

# %% language="yaml"
# %%writefile work/hello/flow.yaml
# bot: hello
# start: hello
# intents: {agent: human_agent}
# steps:
#   hello: {say: hello, disclose: bot, choose: {hours: hours, place: place, agent: desk}}
#   hours: {say: open_when, choose: {place: place, thanks: done}}
#   place: {say: where_we_are, choose: {hours: hours, thanks: done}}
#   desk:  {handoff: team, at_most: 2, else: later}
#   back:  {say: welcome_back, disclose: bot, choose: {thanks: done, agent: desk}}
#   later: {say: we_write_later, end: callback}
#   done:  {say: bye, end: resolved}
# anywhere:
#   - {hear: agent, goto: desk}
#   - {lost: [rephrase, desk]}
#   - {silent: 20h, goto: done}
# handoffs:
#   team:
#     open: Mo-Fr 08:00-18:00 Europe/Berlin
#     route: [{wait: 15m}]
#     when: {resolved: back, returned: back, closed: later, nobody: later, left: done}

# %% language="yaml"
# %%writefile work/hello/texts.en.yaml
# hello: Hello, I am the digital assistant of Café Beispiel. What would you like to know?
# hours: [Opening hours, When are you open, open]
# place: [Where you are, Where are you, address]
# thanks: [Thank you, thanks]
# agent: [Talk to a person, person, human]
# open_when: We are open every day from 8 am to 6 pm.
# where_we_are: You will find us at Beispielplatz 1, next to the station.
# we_write_later: Nobody on the team is free right now. We will write to you tomorrow.
# welcome_back: This is the digital assistant again. Is everything settled?
# rephrase: Sorry, I did not understand that. Could you say it differently?
# bye: You are welcome. Have a good day!

# %%
for finding in dk.load_flow("work/hello").check():
    print(fill(str(finding), 100))

# %% [markdown]
# File and line, what is wrong, why it matters, what to do. Many messengers do not let a bot write to customers who have
# said nothing for a day: the *window is shut*. So we say what happens then.

# %%
file = Path("work/hello/flow.yaml")
text = file.read_text(encoding="utf-8")
file.write_text(text.replace("left: done}", "left: done, window_shut: later}"), encoding="utf-8")

flow = dk.load_flow("work/hello")
print(len(flow.check()), "findings")
flow

# %% [markdown]
# ## Let it hand over
#
# Now you play both sides. A customer asks for a person, the bot hands over and is silent, an agent answers and gives the
# conversation back. In the panel, **Restart** begins anew, and **Take over** makes you the agent.

# %%
panel = dk.chat(dk.Bot(flow))
panel.say("Where do I park?")
panel.say("I'd like to talk to a person, please")
panel.answer("Hello! You can park behind the station, two hours are free.")
panel.give_back("resolved")
panel.say("thanks")
panel

# %% [markdown]
# ## Where to go from here
#
# - [01_design_a_flow](01_design_a_flow.ipynb): a real flow, its messengers and its two languages
# - [02_from_log_to_forecast](02_from_log_to_forecast.ipynb): from raw chats to the question whether a bot is worth it
