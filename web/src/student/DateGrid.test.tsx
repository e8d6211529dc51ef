// @vitest-environment jsdom
import { parseDate } from "@internationalized/date";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("../api/engify", () => ({ engify: {}, session: {} }));

const { LanguageProvider } = await import("../i18n");
const { DateGrid } = await import("./DateGrid");

const today = parseDate("2027-03-10");
const counts = new Map([
    ["2027-03-11", 1],
    ["2027-03-12", 7],
]);

function Grid({ onChoose, isKnown = true }: { onChoose?: (date: string) => void; isKnown?: boolean }) {
    const [focused, setFocused] = useState(today);
    return (
        <DateGrid
            label="Day"
            today={today}
            last={parseDate("2027-04-20")}
            chosen={null}
            focused={focused}
            countOn={(date) => (isKnown ? (counts.get(date.toString()) ?? 0) : undefined)}
            onFocus={setFocused}
            onChoose={(date) => onChoose?.(date.toString())}
        />
    );
}

async function show(grid: React.ReactNode, language = "en") {
    localStorage.setItem("engify.language", language);
    const queries = new QueryClient();
    queries.setQueryData(["institution"], { name: "X", timeZone: "UTC", currency: "CAD", locales: [] });
    render(
        <QueryClientProvider client={queries}>
            <LanguageProvider>{grid}</LanguageProvider>
        </QueryClientProvider>,
    );
    await screen.findByRole("grid");
}

beforeEach(() => localStorage.clear());

test("the name of a day says how many free times it has", async () => {
    await show(<Grid />);
    expect(screen.getByRole("button", { name: /^Thursday, March 11.*, 1 free time$/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Friday, March 12.*, 7 free times$/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Saturday, March 13.*, no free times$/ })).toBeTruthy();
});

test("in French as well", async () => {
    await show(<Grid />, "fr");
    expect(screen.getByRole("button", { name: /^vendredi 12 mars.*, 7 heures libres$/ })).toBeTruthy();
});

test("while the counts are under way, and on days past, it says nothing of them", async () => {
    await show(<Grid isKnown={false} />);
    expect(screen.queryByRole("button", { name: /free time/ })).toBeNull();
    expect(screen.getByRole("button", { name: /^Thursday, March 11/ })).toBeTruthy();
});

test("a day can be chosen with the keyboard, one that has passed cannot", async () => {
    const onChoose = vi.fn();
    await show(<Grid onChoose={onChoose} />);
    const user = userEvent.setup();
    screen.getByRole("button", { name: /^Wednesday, March 10/ }).focus();
    await user.keyboard("{ArrowLeft}{Enter}");
    expect(onChoose.mock.calls).toEqual([["2027-03-10"]]);
    await user.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(onChoose.mock.lastCall).toEqual(["2027-03-12"]);
});

test("the month goes on as far as can be booked", async () => {
    await show(<Grid />);
    const user = userEvent.setup();
    expect(screen.getByRole("button", { name: "Previous month" }).hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Next month" }));
    expect(screen.getByRole("heading", { name: /April 2027/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Next month" }).hasAttribute("disabled")).toBe(true);
});
