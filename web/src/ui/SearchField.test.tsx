// @vitest-environment jsdom
import { fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, Link } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { Router } from "../app/router";
import { SearchField } from "./SearchField";

afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
});

test("Whoever follows a link right after typing gets there, however busy the browser is", async () => {
    let load!: (page: object) => void;
    const page = new Promise<object>((resolve) => (load = resolve));
    const list = (
        <>
            <SearchField label="Search" />
            <Link to="/course">COMP 248</Link>
        </>
    );
    const router = createMemoryRouter([
        { path: "/", element: list },
        { path: "/course", lazy: () => page },
    ]);
    render(<Router router={router} />);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "248" } });

    // React does no more at once than in a browser, where the time may pass before it does the rest.
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
    screen.getByRole("link").click();
    await Promise.resolve();
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
    load({ Component: () => null });

    await vi.waitFor(() => expect(router.state.location).toMatchObject({ pathname: "/course" }));
});
