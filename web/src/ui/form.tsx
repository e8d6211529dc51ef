import { EngifyProblem } from "@engify/client";
import { createContext, use, useEffect, useId, useRef, useState, type ComponentProps, type ReactNode } from "react";
import { useMessages } from "../i18n";
import { Button } from "./Button";
import styles from "./form.module.css";
import note from "./Note.module.css";
import { Noticed } from "./Noticed";
import { Problem } from "./Problem";

type Names<V> = keyof V & string;
export type Errors<V> = Partial<Record<Names<V>, string>>;

/** What a field needs to know of its form. */
export interface Field<T> {
    readonly id: string;
    readonly name: string;
    readonly value: T;
    readonly error: string | undefined;
    onChange(value: T): void;
}

export interface FormState<V> {
    readonly id: string;
    readonly values: V;
    readonly errors: Errors<V>;
    /** How often it was sent in vain: the summary takes the focus each time. */
    readonly refusals: number;
    set(changes: Partial<V>): void;
    field<N extends Names<V>>(name: N): Field<V[N]>;
    /** Goes on with the values if nothing is wrong with them. */
    submit(send: (values: V) => void): void;
    /** Begins anew with other values. */
    reset(values: V): void;
    /** Forgets what was kept for a reload: the form is done. */
    forget(): void;
}

/** The values of a form and what is wrong with them. */
export function useForm<V extends object>({
    initial,
    check,
    keep,
}: {
    initial: V;
    /** What is wrong, by field; asked when the form is sent, and from then on at each change. */
    check?: (values: V) => Errors<V>;
    /** Under this name the values survive a reload of the page; not for secrets. */
    keep?: string;
}): FormState<V> {
    const id = useId();
    const slot = keep === undefined ? null : `engify.draft:${keep}`;
    const [values, setValues] = useState<V>(() => ({ ...initial, ...kept<V>(slot) }));
    const [wasSent, setWasSent] = useState(false);
    const [refusals, setRefusals] = useState(0);
    const errors: Errors<V> = wasSent && check ? check(values) : {};

    const set = (changes: Partial<V>) =>
        setValues((before) => {
            const after = { ...before, ...changes };
            if (slot !== null) {
                sessionStorage.setItem(slot, JSON.stringify(after));
            }
            return after;
        });
    const forget = () => {
        if (slot !== null) {
            sessionStorage.removeItem(slot);
        }
    };

    return {
        id,
        values,
        errors,
        refusals,
        set,
        field: (name) => ({
            id: `${id}-${name}`,
            name,
            value: values[name],
            error: errors[name],
            onChange: (value) => set({ [name]: value } as unknown as Partial<V>),
        }),
        submit: (send) => {
            setWasSent(true);
            if (check && Object.keys(check(values)).length > 0) {
                setRefusals((count) => count + 1);
            } else {
                send(values);
            }
        },
        reset: (next) => {
            forget();
            setWasSent(false);
            setValues(next);
        },
        forget,
    };
}

function kept<V>(slot: string | null): Partial<V> {
    return slot === null ? {} : (JSON.parse(sessionStorage.getItem(slot) ?? "{}") as Partial<V>);
}

interface FormProps<V> {
    form: FormState<V>;
    send: (values: V) => void;
    /** The words of the button: what it does. */
    submit: ReactNode;
    look?: "primary" | "plain" | "danger";
    isPending?: boolean;
    /** Why the command failed. What it says of single fields is shown in the summary. */
    problem?: unknown;
    /** Beside the button, such as a way out. */
    aside?: ReactNode;
    children: ReactNode;
}

/** One column of fields, with a summary of what is wrong on top of it. */
export function Form<V>({
    form,
    send,
    submit,
    look = "primary",
    isPending = false,
    problem,
    aside,
    children,
}: FormProps<V>) {
    const { ui } = useMessages();
    const summary = useRef<HTMLDivElement>(null);
    const own = Object.entries(form.errors) as [string, string][];
    const refused = useRefused(problem);
    const told = Object.entries(refused).filter(([name]) => !(name in (form.values as object)));

    useEffect(() => {
        if (form.refusals > 0) {
            summary.current?.focus();
        }
    }, [form.refusals]);

    return (
        <form
            className={styles.form}
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation();
                if (!isPending) {
                    form.submit(send);
                }
            }}
        >
            {own.length > 0 && (
                <div ref={summary} tabIndex={-1} role="alert" className={note.danger}>
                    <p>
                        <strong>{ui.form.wrong}</strong>
                    </p>
                    <ul className={styles.faults}>
                        {own.map(([name, text]) => (
                            <li key={name}>
                                <a
                                    href={`#${form.id}-${name}`}
                                    onClick={(event) => {
                                        event.preventDefault();
                                        document.getElementById(`${form.id}-${name}`)?.focus();
                                    }}
                                >
                                    {text}
                                </a>
                            </li>
                        ))}
                    </ul>
                </div>
            )}
            {problem !== null && problem !== undefined && (
                <Noticed>
                    <Problem problem={problem} />
                    {told.length > 0 && (
                        <ul className={styles.faults}>
                            {told.map(([name, text]) => (
                                <li key={name}>{text}</li>
                            ))}
                        </ul>
                    )}
                </Noticed>
            )}
            <Refused value={refused}>{children}</Refused>
            <div className={styles.actions}>
                <Button type="submit" look={look} busy={isPending}>
                    {submit}
                </Button>
                {aside}
            </div>
        </form>
    );
}

/** What the service found wrong with single fields, which say so themselves. */
const Refused = createContext<Readonly<Record<string, string>>>({});

function useRefused(problem: unknown): Readonly<Record<string, string>> {
    const { faults } = useMessages();
    if (!(problem instanceof EngifyProblem)) {
        return {};
    }
    const { errors, errorCodes } = problem;
    const sentences: Readonly<Record<string, string>> = faults;
    return Object.fromEntries(
        Object.entries(errors).map(([name, texts]) => [
            name,
            sentences[errorCodes[name]?.[0] ?? ""] ?? texts.join(" "),
        ]),
    );
}

interface FieldProps<T> {
    field: Field<T>;
    label: string;
    hint?: ReactNode;
    /** Shown beside the label, since most fields must be filled in. */
    isOptional?: boolean;
}

/** Label above, then the hint, the error and the control, which names them both. */
function Labelled<T>({
    field,
    label,
    hint,
    isOptional,
    children,
}: FieldProps<T> & {
    children: (
        control: Pick<ComponentProps<"input">, "id" | "name" | "aria-describedby" | "aria-invalid" | "aria-required">,
    ) => ReactNode;
}) {
    const { ui } = useMessages();
    const refused = use(Refused)[field.name];
    const error = field.error ?? refused;
    const described = [hint && `${field.id}-hint`, error && `${field.id}-error`].filter(Boolean).join(" ");
    return (
        <div className={error === undefined ? styles.field : `${styles.field} ${styles.faulty}`}>
            <label htmlFor={field.id}>
                {label} {isOptional && <span className={styles.optional}>{ui.form.optional}</span>}
            </label>
            {hint && (
                <p id={`${field.id}-hint`} className={styles.hint}>
                    {hint}
                </p>
            )}
            {error && (
                <p id={`${field.id}-error`} className={styles.error}>
                    {error}
                </p>
            )}
            {children({
                id: field.id,
                name: field.name,
                "aria-describedby": described || undefined,
                "aria-invalid": error !== undefined || undefined,
                "aria-required": !isOptional || undefined,
            })}
        </div>
    );
}

type InputType = "text" | "email" | "password" | "url" | "date" | "time" | "datetime-local" | "search";

export function TextField({
    field,
    label,
    hint,
    isOptional = false,
    ...input
}: FieldProps<string> & { type?: InputType } & Pick<
        ComponentProps<"input">,
        "autoComplete" | "inputMode" | "maxLength" | "readOnly" | "spellCheck" | "min" | "max" | "step"
    >) {
    return (
        <Labelled field={field} label={label} hint={hint} isOptional={isOptional}>
            {(control) => (
                <input
                    {...input}
                    {...control}
                    className={styles[input.type ?? "text"] ?? styles.text}
                    value={field.value}
                    onChange={(event) => field.onChange(event.target.value)}
                />
            )}
        </Labelled>
    );
}

/** A number, kept as it is typed: "" is no number, and the form says what that means. */
export function NumberField({ unit, ...props }: FieldProps<string> & { unit?: string; step?: string }) {
    const { field, label, hint, isOptional = false } = props;
    return (
        <Labelled field={field} label={label} hint={hint} isOptional={isOptional}>
            {(control) => (
                <span className={styles.withUnit}>
                    <input
                        {...control}
                        className={styles.number}
                        inputMode={props.step === undefined ? "numeric" : "decimal"}
                        value={field.value}
                        onChange={(event) => field.onChange(event.target.value)}
                    />
                    {unit !== undefined && <span className="soft">{unit}</span>}
                </span>
            )}
        </Labelled>
    );
}

export function TextArea({
    field,
    label,
    hint,
    isOptional = false,
    maxLength,
    rows = 4,
}: FieldProps<string> & { maxLength?: number; rows?: number }) {
    return (
        <Labelled field={field} label={label} hint={hint} isOptional={isOptional}>
            {(control) => (
                <textarea
                    {...control}
                    className={styles.text}
                    rows={rows}
                    maxLength={maxLength}
                    value={field.value}
                    onChange={(event) => field.onChange(event.target.value)}
                />
            )}
        </Labelled>
    );
}

export interface Choice {
    readonly value: string;
    readonly label: string;
}

export function SelectField({
    field,
    label,
    hint,
    isOptional = false,
    choices,
    none,
}: FieldProps<string> & { choices: readonly Choice[]; none?: string }) {
    return (
        <Labelled field={field} label={label} hint={hint} isOptional={isOptional}>
            {(control) => (
                <select
                    {...control}
                    className={styles.select}
                    value={field.value}
                    onChange={(event) => field.onChange(event.target.value)}
                >
                    {none !== undefined && <option value="">{none}</option>}
                    {choices.map(({ value, label: text }) => (
                        <option key={value} value={value}>
                            {text}
                        </option>
                    ))}
                </select>
            )}
        </Labelled>
    );
}

export function CheckField({ field, label, hint }: FieldProps<boolean>) {
    return (
        <div className={styles.field}>
            <label className={styles.check}>
                <input
                    type="checkbox"
                    id={field.id}
                    name={field.name}
                    checked={field.value}
                    aria-describedby={hint ? `${field.id}-hint` : undefined}
                    onChange={(event) => field.onChange(event.target.checked)}
                />
                <span>{label}</span>
            </label>
            {hint && (
                <p id={`${field.id}-hint`} className={`${styles.hint} ${styles.belowCheck}`}>
                    {hint}
                </p>
            )}
        </div>
    );
}

/** A few choices, all in sight. */
export function RadioField({
    field,
    label,
    hint,
    choices,
}: FieldProps<string> & { choices: readonly (Choice & { hint?: ReactNode })[] }) {
    const refused = use(Refused)[field.name];
    const error = field.error ?? refused;
    return (
        <fieldset className={styles.field} aria-describedby={hint ? `${field.id}-hint` : undefined}>
            <legend className={styles.legend}>{label}</legend>
            {hint && (
                <p id={`${field.id}-hint`} className={styles.hint}>
                    {hint}
                </p>
            )}
            {error && <p className={styles.error}>{error}</p>}
            <div className={styles.choices}>
                {choices.map((choice, index) => (
                    <label key={choice.value} className={styles.choice}>
                        <input
                            type="radio"
                            id={index === 0 ? field.id : undefined}
                            name={field.id}
                            value={choice.value}
                            checked={field.value === choice.value}
                            onChange={() => field.onChange(choice.value)}
                        />
                        <span>
                            {choice.label}
                            {choice.hint && <span className={styles.choiceHint}>{choice.hint}</span>}
                        </span>
                    </label>
                ))}
            </div>
        </fieldset>
    );
}
