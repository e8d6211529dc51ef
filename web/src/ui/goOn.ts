import { useCallback, useEffect, useRef } from "react";
import { useNavigate, useNavigation, type NavigateOptions } from "react-router";

/**
 * Where a page goes when its command is done. Whoever has left it meanwhile, or is leaving it, is not called away from
 * what they do now.
 */
export function useGoOn(): (to: string, how?: NavigateOptions) => void | Promise<void> {
    const navigate = useNavigate();
    const { state } = useNavigation();
    const isStill = useRef(false);
    useEffect(() => {
        isStill.current = state === "idle";
        return () => {
            isStill.current = false;
        };
    }, [state]);
    return useCallback((to, how) => (isStill.current ? navigate(to, how) : undefined), [navigate]);
}
