import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from "react-router";
import { engify, session, useSession } from "../api/engify";
import { queryClient, useInstitution } from "../api/queries";
import { languages, useLanguage, useMessages, type Language } from "../i18n";
import { Button, Note, notify, Skeleton, useSentence, Waiting } from "../ui";
import { Notices } from "../ui/notices";
import { useKeptFocus } from "./focus";
import styles from "./Frame.module.css";
import { navigation } from "./navigation";

const SignInAgain = lazy(() => import("../account/SignInAgain"));

/** What stands around every page. */
export function Frame() {
    const state = useSession();
    const user = "user" in state ? state.user : null;
    const { ui } = useMessages();
    const links = navigation[user?.role ?? "student"];
    useFreshAfterSignIn(state.status);
    useKeptFocus();

    return (
        <div className={styles.frame}>
            <a className={styles.skip} href="#main">
                {ui.skip}
            </a>
            <Header />
            {/* Another person's pages begin afresh, and nothing moves when it is known who works with the page. */}
            <div
                key={user?.id ?? state.status}
                className={user !== null && links.length > 5 ? styles.beside : styles.below}
            >
                {user !== null && <Navigation />}
                <main id="main" tabIndex={-1} className={styles.main}>
                    <Offline />
                    {state.status === "restoring" ? (
                        <Waiting>
                            <Skeleton lines={6} />
                        </Waiting>
                    ) : (
                        <Suspense fallback={<Skeleton lines={6} />}>
                            <Outlet />
                        </Suspense>
                    )}
                </main>
            </div>
            <Footer />
            <Notices />
            {state.status === "ended" && (
                <Suspense>
                    <SignInAgain user={state.user} />
                </Suspense>
            )}
            <ScrollRestoration />
        </div>
    );
}

function Header() {
    const state = useSession();
    const { data: institution } = useInstitution();
    const { nav } = useMessages();
    const { pathname } = useLocation();
    const isSigningIn = /^\/(sign-in|register|accept-invitation)$/.test(pathname);
    return (
        <header className={styles.header}>
            <div className={styles.bar}>
                <Link to="/" className={styles.name}>
                    {institution?.name ?? "Engify"}
                </Link>
                {"user" in state && (
                    <div className={styles.account}>
                        <NavLink to="/account" className={styles.person}>
                            {state.user.name}
                        </NavLink>
                        <SignOut />
                    </div>
                )}
                {state.status === "signed-out" && !isSigningIn && (
                    <Link to="/sign-in" className={styles.person}>
                        {nav.signIn}
                    </Link>
                )}
            </div>
        </header>
    );
}

function SignOut() {
    const { nav } = useMessages();
    const sentence = useSentence();
    const navigate = useNavigate();
    const [isPending, setPending] = useState(false);
    const signOut = async () => {
        setPending(true);
        try {
            await session.signOut(engify);
            await navigate("/sign-in", { replace: true });
        } catch (error) {
            notify(`${nav.stillSignedIn} ${sentence(error)}`);
        } finally {
            setPending(false);
        }
    };
    return (
        <Button look="quiet" busy={isPending} onClick={() => void signOut()}>
            {nav.signOut}
        </Button>
    );
}

function Navigation() {
    const state = useSession();
    const { nav, ui } = useMessages();
    const { pathname } = useLocation();
    const [open, setOpen] = useState(false);
    const [seen, setSeen] = useState(pathname);
    if (seen !== pathname) {
        setSeen(pathname);
        setOpen(false);
    }
    const links = "user" in state ? navigation[state.user.role] : [];
    if (links.length === 0) {
        return null;
    }
    const isLong = links.length > 5;
    return (
        <nav aria-label={ui.navigation} className={isLong ? styles.side : styles.tabs}>
            {isLong && (
                <Button className={styles.menu} aria-expanded={open} onClick={() => setOpen(!open)}>
                    {ui.menu}
                </Button>
            )}
            <ul className={isLong && !open ? styles.closed : undefined}>
                {links.map((link) =>
                    typeof link === "string" ? (
                        <li key={link} className={styles.group}>
                            {nav[link]}
                        </li>
                    ) : (
                        <li key={link[0]}>
                            <NavLink to={link[0]}>{nav[link[1]]}</NavLink>
                        </li>
                    ),
                )}
            </ul>
        </nav>
    );
}

function Footer() {
    const { language, choose, messages } = useLanguage();
    const { data: institution } = useInstitution();
    const others = (Object.keys(languages) as Language[]).filter((other) => other !== language);
    return (
        <footer className={styles.footer}>
            <div className={styles.bar}>
                {institution?.contactEmail ? (
                    <span>
                        {messages.ui.questions}{" "}
                        <a href={`mailto:${institution.contactEmail}`}>{institution.contactEmail}</a>
                    </span>
                ) : (
                    <span>{institution?.name}</span>
                )}
                {others.map((other) => (
                    <Button key={other} look="quiet" lang={other} onClick={() => choose(other)}>
                        {languages[other]}
                    </Button>
                ))}
            </div>
        </footer>
    );
}

function Offline() {
    const { noAnswer } = useMessages();
    const isOnline = useSyncExternalStore(
        (listener) => {
            addEventListener("online", listener);
            addEventListener("offline", listener);
            return () => {
                removeEventListener("online", listener);
                removeEventListener("offline", listener);
            };
        },
        () => navigator.onLine,
    );
    return (
        <div role="status" className={isOnline ? undefined : styles.offline}>
            {!isOnline && <Note kind="warn">{noAnswer.offline}</Note>}
        </div>
    );
}

/** What failed while the session had ended is asked anew once it goes on. */
function useFreshAfterSignIn(status: string) {
    const before = useRef(status);
    useEffect(() => {
        if (before.current === "ended" && status === "signed-in") {
            void queryClient.invalidateQueries();
        }
        before.current = status;
    }, [status]);
}
