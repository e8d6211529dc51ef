import { useQuery } from "@tanstack/react-query";
import { engify } from "../../api/engify";

/** All terms, for choosing one. */
export function useTerms() {
    return useQuery({
        queryKey: ["terms", "all"],
        queryFn: ({ signal }) => engify.listTerms({ limit: 200 }, { signal }).all(),
    });
}
