"""Turns results into the tables and charts of docs/performance.md."""

import html
import json
import math
import re

BEGIN, END = "<!-- figures: proof/bench/run writes what follows -->", "<!-- /figures -->"
BLUE, GREY, RED, INK = "#2563eb", "#cbd5e1", "#dc2626", "#334155"
REPEATS = {"courses_304": "`GET /courses`, 304", "products_304": "`GET …/products`, 304",
           "book_from_bundle": "booking from a bundle",
           "book_from_bundle_keyless": "booking from a bundle, without a key"}


def line(result):
    """One scenario, for the terminal."""
    service, floor = result["service"], result.get("floor")
    ms = service["ms"]
    return " | ".join([
        f"{result['title']:<45}", f"{service['rate']:>7,.0f}/s",
        f"floor {floor['rate']:>7,.0f}/s" if floor else f"{'':15}",
        f"ratio {result['ratio']:.2f}" if floor else f"{'':10}", f"p50 {ms['50']:6.2f} ms", f"p99 {ms['99']:7.2f} ms",
        f"refused {service['refused']:6.1%}", f"CPU {service['service_ms']:.3f} + {service['postgres_ms']:.3f} ms",
        f"floor's {floor['service_ms']:.3f} + {floor['postgres_ms']:.3f} ms" if floor else "",
        f"{service['statements']:.1f} statements",
        f"WAL {service['wal_kb']:.1f} KB" if service["wal_kb"] >= 0.05 else "",
        f"broken {service['broken']}" if service["broken"] else ""])


def table(figures):
    """All of a run, for the terminal."""
    return "\n".join([
        *map(line, figures["scenarios"].values()),
        *(f"{result['title']}: on average {waits(result)}"
          for result in figures["scenarios"].values() if "waits" in result),
        f"Ready after {figures['ready_ms']:.0f} ms; peak memory {figures['peak_memory_mb']:.0f} MB; "
        f"check: {figures['check']}"])


def waits(result):
    return ", ".join(
        f"{n:.1f} {event}" for event, n in sorted(result["waits"].items(), key=lambda item: -item[1]) if n >= 0.05)


def markdown(header, rows):
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in [header, ["---"] * len(header), *rows]])


def main_table(scenarios):
    rows = []
    for name, result in scenarios.items():
        service, floor = result["service"], result.get("floor")
        verdict = "" if not floor else f"{result['ratio']:.2f}" if result["least"] is None \
            else f"**{result['ratio']:.2f}** (≥ {result['least']})" if result["ratio"] >= result["least"] \
            else f"**{result['ratio']:.2f}** (< {result['least']}: missed)"
        rows.append([
            REPEATS.get(name, result["title"]), f"{service['rate']:,.0f}", f"{service['ms']['50']:.1f}",
            f"{service['ms']['99']:.1f}", f"{service['refused']:.1%}", f"{service['service_ms']:.3f}",
            f"{service['postgres_ms']:.3f}", f"{service['statements']:.1f}",
            f"{floor['rate']:,.0f}" if floor else "–",
            f"{floor['service_ms'] + floor['postgres_ms']:.3f}" if floor else "–",
            verdict or "–"])
    return markdown(
        ["scenario", "req/s", "p50 ms", "p99 ms", "refused", "CPU ms service", "CPU ms PostgreSQL", "statements",
         "floor/s", "floor CPU ms", "service / floor"], rows)


def growth_table(small, large):
    rows = []
    for name, result in small["scenarios"].items():
        if name in large["scenarios"]:
            a, b = result["service"], large["scenarios"][name]["service"]
            cost = [s["service_ms"] + s["postgres_ms"] for s in (a, b)]
            rows.append([REPEATS.get(name, result["title"]), f"{a['rate']:,.0f}", f"{b['rate']:,.0f}", f"{cost[0]:.3f}",
                         f"{cost[1]:.3f}", f"{cost[1] / cost[0] - 1:+.0%}", *(f"{s['wal_kb']:.1f}" for s in (a, b))])
    return markdown(["scenario", "req/s at 200,000", "at 2,000,000", "CPU ms at 200,000", "at 2,000,000", "change",
                     "WAL KB at 200,000", "at 2,000,000"], rows)


def text(x, y, content, **attributes):
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text x="{x:.0f}" y="{y:.0f}"{more}>{html.escape(content)}</text>'


def bars(title, rows, unit):
    """rows: name, and pairs of a value and a colour. One group of bars for each row."""
    rows = [(re.sub(r"[`*]", "", name), values) for name, values in rows]
    most = max(value for _, values in rows for value, _ in values)
    body, y = [text(0, 16, title, font_weight="bold")], 34
    for name, values in rows:
        body.append(text(330, y + 6 + 7 * len(values), name, text_anchor="end"))
        for value, colour in values:
            width = max(300 * value / most, 1)
            body.append(f'<rect x="340" y="{y}" width="{width:.1f}" height="12" fill="{colour}"/>')
            body.append(text(
                346 + width, y + 10, f"{value:,.3g} {unit}" if value < 100 else f"{value:,.0f} {unit}", font_size=10))
            y += 14
        y += 8
    return svg(760, y, body)


def latencies(title, scenarios):
    """A line for each scenario, from the 1st to the 99.9th percentile, on a logarithmic scale."""
    points = ["1", "10", "25", "50", "75", "90", "95", "99", "99.9"]
    high = max(result["service"]["ms"]["99.9"] for result in scenarios.values())

    low, body = 0.1, [text(0, 16, title, font_weight="bold")]
    scale = lambda ms: 330 - 290 * math.log(max(ms, low) / low) / math.log(high / low)
    tick = low
    while tick <= high:
        body.append(f'<path d="M50 {scale(tick):.0f}H470" stroke="{GREY}" stroke-width="0.5"/>')
        body.append(text(44, scale(tick) + 4, f"{tick:g} ms", text_anchor="end", font_size=10))
        tick *= 10
    for index, point in enumerate(points):
        body.append(text(50 + 52 * index, 348, f"p{point}", text_anchor="middle", font_size=10))
    labels = []
    for number, (name, result) in enumerate(scenarios.items()):
        colour = f"hsl({360 * number / len(scenarios):.0f} 65% 42%)"
        ys = [scale(result["service"]["ms"][point]) for point in points]
        path = " ".join(f"{50 + 52 * index:.0f},{y:.1f}" for index, y in enumerate(ys))
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        labels.append((ys[-1], name.replace("_", " "), colour))
    y = 0
    for end, name, colour in sorted(labels):
        y = max(end, y + 13)
        body.append(text(474, y + 4, name, fill=colour, font_size=11))
    return svg(640, max(360, y + 12), body)


def svg(width, height, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" '
            f'font-family="sans-serif" font-size="12" fill="{INK}"><rect width="100%" height="100%" fill="white"/>\n'
            + "\n".join(body) + "\n</svg>\n")


def name_of(key, result):
    return REPEATS.get(key, result["title"])


def write(results, docs):
    """Writes the figures of the last whole run at each size between the marks of docs/performance.md, and its
    charts."""
    runs = {scale: json.loads(file.read_text()) for scale in (1, 10)
            if (file := results / f"scale-{scale}.json").exists()}
    if 1 not in runs:
        raise SystemExit("There is no whole run of proof/bench/run yet.")
    figures, scenarios = runs[1], runs[1]["scenarios"]
    machine, folder = figures["machine"], docs / "performance"
    folder.mkdir(exist_ok=True)
    (folder / "throughput.svg").write_text(bars(
        "Requests a second: the service (blue) and its floor (grey)",
        [(name_of(key, r), [(r["service"]["rate"], BLUE), (r["floor"]["rate"], GREY)])
         for key, r in scenarios.items() if "floor" in r],
        "/s"))
    (folder / "latency.svg").write_text(latencies("Latency by percentile, 32 connections", scenarios))
    parts = [
        f"Measured on {machine['cores']} cores of {machine['cpu']}, {machine['memory_gb']} GB, "
        f"Linux {machine['kernel']}, PostgreSQL {machine['postgres']}, .NET SDK {machine['dotnet']}; "
        "wrk, pgbench, the service and PostgreSQL share them.",
        main_table(scenarios),
        "![Throughput against the floor](performance/throughput.svg)",
        "![Latency](performance/latency.svg)",
        markdown(["", "measured", "bound"], [
            ["ready after its start, on a migrated database", f"{figures['ready_ms']:,.0f} ms", "2,000 ms"],
            ["peak memory over all scenarios", f"{figures['peak_memory_mb']:.0f} MB", "320 MB"],
            *([f"p99 / median, {r['title']}", f"{r['service']['ms']['99'] / r['service']['ms']['50']:.1f}", "4"]
              for key, r in scenarios.items() if key.startswith("crowd")),
            ["`Engify.Api check` in the end", figures["check"], "All promises hold."]]),
        "Of the 32 sessions, while the crowds came, on average:",
        "\n".join(f"- {r['title']}: {waits(r)}" for r in scenarios.values() if "waits" in r),
    ]
    if 10 in runs:
        large = runs[10]["scenarios"]
        (folder / "growth.svg").write_text(bars(
            "Processor time of a request at 200,000 (blue) and 2,000,000 bookings (red)",
            [(name_of(key, r), [(sum(s["service"][part] for part in ("service_ms", "postgres_ms")), colour)
                                for s, colour in ((r, BLUE), (large[key], RED))])
             for key, r in scenarios.items() if key in large],
            "ms"))
        parts += ["### Ten times the bookings", growth_table(figures, runs[10]), "![Growth](performance/growth.svg)"]
    page = docs / "performance.md"
    before, _, rest = page.read_text().partition(BEGIN)
    page.write_text(before + BEGIN + "\n\n" + "\n\n".join(parts) + "\n\n" + END + rest.partition(END)[2])
