// @vitest-environment jsdom
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, Link } from "react-router";
import { expect, test } from "vitest";
import { Router } from "../app/router";
import { useGoOn } from "./goOn";

/** A page whose command is answered later, and two to go to: one is there at once, the other is never loaded. */
function open() {
    let answer!: () => void;
    function Form() {
        const goOn = useGoOn();
        answer = () => void goOn("/done");
        return (
            <>
                <Link to="/there">There</Link>
                <Link to="/slow">Slow</Link>
            </>
        );
    }
    const router = createMemoryRouter([
        { path: "/", Component: Form },
        { path: "/there", element: <h1>Here you are</h1> },
        { path: "/slow", lazy: () => new Promise<object>(() => {}) },
        { path: "/done", element: null },
    ]);
    render(<Router router={router} />);
    return { router, answer: () => act(async () => answer()) };
}

test("A page goes on when its command is done", async () => {
    const { router, answer } = open();
    await answer();
    expect(router.state.location.pathname).toBe("/done");
});

test("Nobody is called away from the page that they went to meanwhile", async () => {
    const { router, answer } = open();
    await userEvent.click(screen.getByText("There"));
    await screen.findByText("Here you are");
    await answer();
    expect(router.state.location.pathname).toBe("/there");
});

test("Nobody is called back who is on their way to another page", async () => {
    const { router, answer } = open();
    await userEvent.click(screen.getByText("Slow"));
    await answer();
    expect(router.state.navigation.location?.pathname).toBe("/slow");
});
