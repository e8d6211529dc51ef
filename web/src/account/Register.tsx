import { useMutation } from "@tanstack/react-query";
import { Link, Navigate } from "react-router";
import { engify, useUser } from "../api/engify";
import { useMessages } from "../i18n";
import { Form, Page, TextField, useForm } from "../ui";
import { emailFault, faults, newPasswordFault } from "./checks";
import { useNext, withNext } from "./next";

interface Values {
    name: string;
    email: string;
    password: string;
}

export default function Register() {
    const { account: t } = useMessages();
    const next = useNext();
    const user = useUser();
    const form = useForm<Values>({
        initial: { name: "", email: "", password: "" },
        check: ({ name, email, password }) =>
            faults({
                name: name.trim() === "" ? t.nameMissing : undefined,
                email: emailFault(email, t),
                password: newPasswordFault(password, t),
            }),
    });
    const register = useMutation({
        mutationFn: ({ name, email, password }: Values) =>
            engify.signUp({ name: name.trim(), email: email.trim(), password }),
    });
    if (user !== null) {
        return <Navigate replace to={next} />;
    }
    return (
        <Page title={t.register} lead={t.registerLead} width="narrow">
            <Form
                form={form}
                send={(values) => register.mutate(values)}
                submit={t.register}
                isPending={register.isPending}
                problem={register.error}
            >
                <TextField field={form.field("name")} label={t.name} hint={t.nameHint} autoComplete="name" />
                <TextField field={form.field("email")} label={t.email} type="email" autoComplete="username" />
                <TextField
                    field={form.field("password")}
                    label={t.password}
                    hint={t.passwordHint}
                    type="password"
                    autoComplete="new-password"
                />
            </Form>
            <p>
                {t.haveAccount} <Link to={withNext("/sign-in", next)}>{t.signIn}</Link>
            </p>
        </Page>
    );
}
