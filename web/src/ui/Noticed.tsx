import { useEffect, useRef, type ReactNode } from "react";

/** Takes the focus when it appears, so that it is seen and read wherever the user was on the page. */
export function Noticed({ children }: { children: ReactNode }) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), []);
    return (
        <div ref={box} tabIndex={-1}>
            {children}
        </div>
    );
}
