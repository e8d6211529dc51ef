import { useMutation } from "@tanstack/react-query";
import { Link, Navigate } from "react-router";
import { engify, useUser } from "../api/engify";
import { useInstitution } from "../api/queries";
import { useMessages } from "../i18n";
import { Form, Page, TextField, useForm } from "../ui";
import { emailFault, faults } from "./checks";
import { IssuerButton } from "./IssuerButton";
import { useNext, withNext } from "./next";

export default function SignIn() {
    const { account: t } = useMessages();
    const next = useNext();
    const user = useUser();
    const institution = useInstitution();
    const form = useForm({
        initial: { email: "", password: "" },
        check: ({ email, password }) =>
            faults({ email: emailFault(email, t), password: password === "" ? t.passwordMissing : undefined }),
    });
    const signIn = useMutation({
        mutationFn: ({ email, password }: { email: string; password: string }) =>
            engify.signIn({ email: email.trim(), password }),
    });
    if (user !== null) {
        return <Navigate replace to={next} />;
    }
    return (
        <Page title={t.signIn} subject={institution} width="narrow">
            <IssuerButton next={next} />
            {institution.data?.outsideIssuer && <h2>{t.orPassword}</h2>}
            <Form
                form={form}
                send={(values) => signIn.mutate(values)}
                submit={t.signIn}
                isPending={signIn.isPending}
                problem={signIn.error}
            >
                <TextField field={form.field("email")} label={t.email} type="email" autoComplete="username" />
                <TextField
                    field={form.field("password")}
                    label={t.password}
                    type="password"
                    autoComplete="current-password"
                />
            </Form>
            <p>
                {t.noAccount} <Link to={withNext("/register", next)}>{t.register}</Link>
            </p>
        </Page>
    );
}
