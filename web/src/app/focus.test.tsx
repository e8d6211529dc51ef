// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { useKeptFocus } from "./focus";

function Rows() {
    const [rows, setRows] = useState(["one", "two"]);
    useKeptFocus();
    return (
        <main>
            <h1>Title</h1>
            <section>
                <h2>Rows</h2>
                {rows.map((row) => (
                    <p key={row}>
                        <button onClick={() => setRows(rows.filter((other) => other !== row))}>Remove {row}</button>
                    </p>
                ))}
            </section>
        </main>
    );
}

test("The heading of the part has the focus when what had it is gone", async () => {
    render(<Rows />);

    await userEvent.click(screen.getByRole("button", { name: "Remove one" }));

    await expect.poll(() => document.activeElement).toBe(screen.getByRole("heading", { name: "Rows" }));
});

test("What is still there keeps the focus", async () => {
    render(<Rows />);
    const two = screen.getByRole("button", { name: "Remove two" });

    await userEvent.click(screen.getByRole("button", { name: "Remove one" }));
    two.focus();
    await new Promise(requestAnimationFrame);

    expect(document.activeElement).toBe(two);
});
