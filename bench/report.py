"""Turns results into the tables and charts of docs/performance.md."""


def line(result):
    service, floor = result["service"], result.get("floor")
    ms = service["ms"]
    return " | ".join([
        f"{result['title']:<45}", f"{service['rate']:>7,.0f}/s", f"floor {floor['rate']:>7,.0f}/s" if floor else f"{'':15}",
        f"ratio {result['ratio']:.2f}" if floor else f"{'':10}", f"p50 {ms['50']:6.2f} ms", f"p99 {ms['99']:7.2f} ms",
        f"refused {service['refused']:6.1%}", f"CPU {service['service_ms']:.3f} + {service['postgres_ms']:.3f} ms",
        f"floor's {floor['service_ms']:.3f} + {floor['postgres_ms']:.3f} ms" if floor else "",
        f"{service['statements']:.1f} statements", f"broken {service['broken']}" if service["broken"] else ""])


def table(figures):
    return "\n".join([
        *map(line, figures["scenarios"].values()),
        *(f"{result['title']}: on average " + ", ".join(f"{n:.1f} {event}" for event, n in sorted(result["waits"].items()))
          for result in figures["scenarios"].values() if "waits" in result),
        f"Ready after {figures['ready_ms']:.0f} ms; peak memory {figures['peak_memory_mb']:.0f} MB; check: {figures['check']}"])
