import { useQuery } from "@tanstack/react-query";
import { engify } from "../../api/engify";

/** All courses, also inactive ones, for choosing one and for their codes. */
export function useAllCourses() {
    return useQuery({
        queryKey: ["courses", "everything"],
        queryFn: ({ signal }) => engify.listCourses({ includeInactive: true, limit: 200 }, { signal }).all(),
    });
}
