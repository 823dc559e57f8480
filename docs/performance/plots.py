"""Draws the pictures of docs/performance.md and docs/reliability.md from the raw results beside this file.

    pip install matplotlib
    python3 docs/performance/plots.py

`chat.md` is what benches/peers/run.sh prints; `growth.csv` is what `cargo bench --bench growth` writes to GROWTH_CSV;
`soak.csv` what `./install.sh torture --only soak` writes to SOAK_CSV.
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
    "ejabberd, archive in PostgreSQL": "#4c6ef5",
    "ejabberd, archive in SQLite": "#91a7ff",
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
        # What does not flush is in the table only.
        if (found := row.match(line)) and "not crash-durable" not in line:
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
            shown = [(i, of[shape]) for i, shape in enumerate(shapes) if shape in of]
            at = [i + (n - (len(values) - 1) / 2) * 0.13 for i, _ in shown]
            axes.bar(at, [value for _, value in shown], 0.12, label=server, color=COLOURS[server])
        axes.set_xticks(range(len(shapes)), shapes)
        axes.set_xlabel("pairs × messages outstanding", color=INK)
        axes.set_title(title, color=INK, fontsize=10)
        if log:
            axes.set_yscale("log")
        plain(axes)
    figure.legend(*sides[0].get_legend_handles_labels(), frameon=False, fontsize=8, loc="lower center", ncol=3)
    figure.subplots_adjust(bottom=0.27)
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


def soak():
    """What the program holds over the hours, and how long an acknowledgement takes."""
    with open(HERE / "soak.csv", newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    hours = [row["second"] / 3600 for row in rows]
    figure, sides = plt.subplots(1, 3, figsize=(12, 2.8), gridspec_kw={"wspace": 0.3})
    memory = [row["memory_mib"] + row.get("file_pages_mib", 0) for row in rows]
    for axes, values, title in (
        (sides[0], memory, "resident memory, MiB"),
        (sides[1], [row["log_bytes"] / 2**20 for row in rows], "log, MiB"),
        (sides[2], [row["ack_p99_ms"] for row in rows], "acknowledgement, p99, ms"),
    ):
        axes.plot(hours, values, marker="o", markersize=3, linewidth=1.2, color=COLOURS["curhat"])
        axes.set_ylim(bottom=0)
        axes.set_xlabel("hours", color=INK)
        axes.set_title(title, color=INK, fontsize=10)
        plain(axes)
    save(figure, "soak.svg")


chat()
growth()
soak()
