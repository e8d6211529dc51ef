import { EngifyProblem, type Page } from "@engify/client";
import {
    keepPreviousData,
    QueryClient,
    useInfiniteQuery,
    useMutation,
    useQuery,
    useQueryClient,
    type QueryKey,
} from "@tanstack/react-query";
import { engify, session } from "./engify";
import { withKey } from "./keys";

/** The client already repeats what may be repeated. Being offline is told by the calls that fail. */
export const queryClient = new QueryClient({
    defaultOptions: {
        queries: { retry: false, networkMode: "always", staleTime: 15_000, refetchOnWindowFocus: true },
        mutations: { retry: false, networkMode: "always" },
    },
});

/** What can be shown of one answer or list: `Loaded` knows how. */
export interface Loadable<T> {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isFetching: boolean;
    refetch(): unknown;
}

export interface List<T> extends Loadable<readonly T[]> {
    readonly hasMore: boolean;
    readonly isLoadingMore: boolean;
    loadMore(): void;
    /** Whether what is shown still answers the question before this one. */
    readonly isOutdated: boolean;
}

/** A list of which more is loaded when asked for. While the question changes, the answer before stays in sight. */
export function useList<T>(
    queryKey: QueryKey,
    load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): List<T> {
    const query = useInfiniteQuery({
        queryKey,
        queryFn: ({ pageParam, signal }) => load(pageParam, signal),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.cursor ?? undefined,
        placeholderData: keepPreviousData,
    });
    return {
        data: query.data?.pages.flatMap((page) => page.items),
        error: query.error,
        isFetching: query.isFetching,
        isOutdated: query.isPlaceholderData,
        refetch: () => query.refetch(),
        hasMore: query.hasNextPage,
        isLoadingMore: query.isFetchingNextPage,
        loadMore: () => void query.fetchNextPage(),
    };
}

export interface Command<Input, Output> {
    run(input: Input): void;
    readonly isPending: boolean;
    /** Why the last run failed; null if it did not. */
    readonly problem: unknown;
    readonly answer: Output | undefined;
    reset(): void;
}

/**
 * A command that the user gives. When the session has ended it waits until they have signed in again and goes on; what
 * stays unanswered is sent with the same key the next time.
 */
export function useCommand<Input, Output>(command: {
    /** Tells it from other commands; without it no key is kept, for operations that take none. */
    name?: string;
    send: (input: Input, call: { idempotencyKey?: string }) => Promise<Output>;
    /** Beginnings of the keys of what it changes; those queries ask anew. */
    touches?: readonly QueryKey[];
    /** What to do with the answer. Until that is done the command is pending: a page that leaves takes no click. */
    done?: (answer: Output, input: Input) => void | Promise<void>;
    failed?: (problem: unknown, input: Input) => void;
}): Command<Input, Output> {
    const queries = useQueryClient();
    const refresh = () =>
        Promise.all((command.touches ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })));
    const mutation = useMutation({
        mutationFn: (input: Input) => {
            const { name, send } = command;
            return afterSignIn(() =>
                name === undefined
                    ? send(input, {})
                    : withKey(name, input, (idempotencyKey) => send(input, { idempotencyKey })),
            );
        },
        onSuccess: (answer, input) => {
            void refresh();
            return command.done?.(answer, input);
        },
        onError: (problem, input) => {
            void refresh(); // A refusal mostly means that what the page shows is outdated.
            command.failed?.(problem, input);
        },
    });
    return {
        run: (input) => mutation.mutate(input),
        isPending: mutation.isPending,
        problem: mutation.error,
        answer: mutation.data,
        reset: mutation.reset,
    };
}

/** Does the work, and once more when the user has signed in again in place of a session that ended meanwhile. */
async function afterSignIn<T>(work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const { user } = session;
        if (!(error instanceof EngifyProblem && error.status === 401) || user === null) {
            throw error;
        }
        await new Promise<void>((resolve, reject) => {
            const look = () => {
                if (session.state.status === "ended") {
                    return;
                }
                stop();
                if (session.state.status === "signed-in" && session.user?.id === user.id) {
                    resolve();
                } else {
                    reject(error);
                }
            };
            const stop = session.subscribe(look);
            look();
        });
        return await work();
    }
}

/** Name, zone and currency of the institution. */
export function useInstitution() {
    return useQuery({
        queryKey: ["institution"],
        queryFn: ({ signal }) => engify.getInstitution({ signal }),
        staleTime: Infinity,
    });
}
