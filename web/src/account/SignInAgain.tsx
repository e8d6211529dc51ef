import type { UserResponse } from "@engify/client";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { engify, session } from "../api/engify";
import { useMessages } from "../i18n";
import { Button, Form, TextField, useForm } from "../ui";
import { Dialog } from "../ui/Dialog";
import { faults } from "./checks";
import { IssuerButton } from "./IssuerButton";

/** The session has ended in the middle of something: the page stays, and goes on after signing in here. */
export default function SignInAgain({ user }: { user: UserResponse }) {
    const { account: t } = useMessages();
    const form = useForm({
        initial: { email: user.email, password: "" },
        check: ({ password }) => faults({ password: password === "" ? t.passwordMissing : undefined }),
    });
    const signIn = useMutation({
        mutationFn: (password: string) => engify.signIn({ email: user.email, password }),
    });
    const { pathname, search } = useLocation();
    const leave = (
        <Button look="quiet" onClick={() => session.leave()}>
            {t.again.leave}
        </Button>
    );
    return (
        <Dialog title={t.again.title}>
            <p>{t.again.text}</p>
            {session.isFromIssuer ? (
                <>
                    <IssuerButton next={pathname + search} />
                    <div>{leave}</div>
                </>
            ) : (
                <Form
                    form={form}
                    send={({ password }) => signIn.mutate(password)}
                    submit={t.signIn}
                    isPending={signIn.isPending}
                    problem={signIn.error}
                    aside={leave}
                >
                    <TextField
                        field={form.field("email")}
                        label={t.email}
                        type="email"
                        autoComplete="username"
                        readOnly
                    />
                    <TextField
                        field={form.field("password")}
                        label={t.password}
                        type="password"
                        autoComplete="current-password"
                    />
                </Form>
            )}
        </Dialog>
    );
}
