import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { engify, session } from "../api/engify";
import { useMessages } from "../i18n";
import { Empty, Form, LinkButton, Note, Page, TextField, useForm } from "../ui";
import { faults, newPasswordFault } from "./checks";

/** The token comes behind the # of the link, which no server and no log ever sees. */
export default function AcceptInvitation() {
    const { account: t } = useMessages();
    const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token") ?? "");
    const navigate = useNavigate();
    const form = useForm({
        initial: { password: "" },
        check: ({ password }) => faults({ password: newPasswordFault(password, t) }),
    });
    const accept = useMutation({
        mutationFn: async (password: string) => {
            await engify.acceptInvitation({ token, password });
            await engify.resume();
            // The pages begin afresh for whoever has just signed in, so this one is gone by now.
            await navigate("/", { replace: true });
        },
    });
    return (
        <Page title={t.invitation.title} lead={token === "" ? undefined : t.invitation.lead} width="narrow">
            {token === "" ? (
                <Empty title={t.invitation.incomplete} action={<LinkButton to="/sign-in">{t.signIn}</LinkButton>}>
                    {t.invitation.openLink}
                </Empty>
            ) : (
                <>
                    {session.user && <Note kind="warn">{t.invitation.signedInAs(session.user.name)}</Note>}
                    <Form
                        form={form}
                        send={({ password }) => accept.mutate(password)}
                        submit={t.invitation.accept}
                        isPending={accept.isPending}
                        problem={accept.error}
                    >
                        <TextField
                            field={form.field("password")}
                            label={t.choosePassword}
                            hint={t.passwordHint}
                            type="password"
                            autoComplete="new-password"
                        />
                    </Form>
                </>
            )}
        </Page>
    );
}
