"""Draws the pictures of docs/performance.md from the raw results beside this file.

    pip install matplotlib
    python3 docs/performance/plots.py

`chat.md` is what benches/peers/run.sh prints; `growth.csv` is what `cargo bench --bench growth` writes to GROWTH_CSV.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "curhat"  # the same picture from the same figures
matplotlib.rcParams["font.family"] = "sans-serif"
matplotlib.rcParams["svg.fonttype"] = "none"  # text stays text
import matplotlib.pyplot as plt  # noqa: E402

HERE = Path(__file__).parent
INK = "#3b3340"
COLOURS = {
    "curhat": "#d6336c",
    "Node + PostgreSQL, pool 10": "#868e96",
    "Node + PostgreSQL, pool 50": "#adb5bd",
    "Node + better-sqlite3, batched": "#e8a33d",
}


def save(figure, name):
    figure.savefig(HERE / name, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def plain(axes):
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(colors=INK)


def chat():
    """Acknowledged messages per second, and how long delivery takes, by shape and server."""
    row = re.compile(r"^\| (\d+ × \d+) \| ([^|]+) \| \*\*(\d+)\*\*[^|]*\| ([\d.]+) \| ([\d.]+) \|")
    rates, tails = defaultdict(dict), defaultdict(dict)
    for line in (HERE / "chat.md").read_text().splitlines():
        if found := row.match(line):
            shape, server, rate, _, p99 = found.groups()
            rates[server.strip()][shape] = float(rate)
            tails[server.strip()][shape] = float(p99)
    shapes = list(next(iter(rates.values())))
    figure, sides = plt.subplots(1, 2, figsize=(10, 3.6))
    for axes, values, title, log in (
        (sides[0], rates, "acknowledged messages per second", False),
        (sides[1], tails, "from sending to delivery, p99, ms (log)", True),
    ):
        for n, (server, of) in enumerate(values.items()):
            at = [i + (n - 1.5) * 0.2 for i in range(len(shapes))]
            axes.bar(at, [of[s] for s in shapes], 0.19, label=server, color=COLOURS.get(server))
        axes.set_xticks(range(len(shapes)), shapes)
        axes.set_xlabel("pairs × messages outstanding", color=INK)
        axes.set_title(title, color=INK, fontsize=10)
        if log:
            axes.set_yscale("log")
        plain(axes)
    sides[0].legend(frameon=False, fontsize=8)
    save(figure, "chat.svg")


def growth():
    """How long people wait, by the number of sessions in the past."""
    times = defaultdict(lambda: defaultdict(list))
    with open(HERE / "growth.csv", newline="") as file:
        for row in csv.DictReader(file):
            times[row["who"]][row["what"]].append((int(row["sessions"]), float(row["p50_ms"])))
    figure, sides = plt.subplots(1, 2, figsize=(12, 4.2), sharey=True, gridspec_kw={"wspace": 0.25})
    groups = (("customers and mitras", ("customer", "mitra")), ("operators", ("operator",)))
    for axes, (title, people) in zip(sides, groups):
        for who in people:
            for what, points in times[who].items():
                if what == "start to ready":  # not grown but chosen: above 1 GB only the head of the file is checked
                    continue
                name = what if len(people) == 1 else f"{who}: {what}"
                axes.plot(*zip(*points), marker="o", markersize=3, linewidth=1.2, label=name)
        for line, colour in zip(axes.lines, plt.get_cmap("tab20").colors[::2] + plt.get_cmap("tab20").colors[1::2]):
            line.set_color(colour)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.axhline(50, color="#c92a2a", linewidth=0.8, linestyle="--")
        axes.set_xlabel("sessions in the past", color=INK)
        axes.set_title(title, color=INK, fontsize=10)
        axes.legend(frameon=False, fontsize=7, loc="upper left", bbox_to_anchor=(0, -0.16), ncol=2)
        plain(axes)
    sides[0].set_ylabel("p50, ms; dashed: 50 ms", color=INK)
    save(figure, "growth.svg")


chat()
growth()
