// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { useNext } from "./next";

test.each([
    ["/sessions?show=past", "/sessions?show=past"],
    ["", "/"],
    ["//evil.example/sessions", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
])("After signing in for %s, the next page is %s", (asked, next) => {
    const entry = `/sign-in?${new URLSearchParams({ next: asked })}`;
    const { result } = renderHook(useNext, {
        wrapper: ({ children }) => <MemoryRouter initialEntries={[entry]}>{children}</MemoryRouter>,
    });
    expect(result.current).toBe(next);
});
