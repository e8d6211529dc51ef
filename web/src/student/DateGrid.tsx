import { getLocalTimeZone, isSameMonth, type CalendarDate } from "@internationalized/date";
import { use, useRef } from "react";
import { mergeProps, useCalendarCell, useFocusRing } from "react-aria";
import {
    Button as AriaButton,
    Calendar,
    CalendarGrid,
    CalendarGridBody,
    CalendarGridHeader,
    CalendarHeaderCell,
    CalendarStateContext,
    Heading,
    I18nProvider,
} from "react-aria-components";
import { useFormat, useMessages } from "../i18n";
import styles from "./DateGrid.module.css";

interface DateGridProps {
    label: string;
    today: CalendarDate;
    /** The last date that can be booked. */
    last: CalendarDate;
    chosen: CalendarDate | null;
    /** The date whose month is shown. */
    focused: CalendarDate;
    /** How many slots a date has; undefined while that is not known. */
    countOn: (date: CalendarDate) => number | undefined;
    onFocus: (date: CalendarDate) => void;
    onChoose: (date: CalendarDate) => void;
}

/** A month whose days say how many free times they have. */
export function DateGrid({ label, today, last, chosen, focused, countOn, onFocus, onChoose }: DateGridProps) {
    const t = useMessages().student.book;
    return (
        <I18nProvider locale={useFormat().locale}>
            <Calendar
                className={styles.calendar ?? ""}
                aria-label={label}
                value={chosen}
                minValue={today}
                maxValue={last}
                focusedValue={focused}
                onFocusChange={onFocus}
                onChange={onChoose}
            >
                <div className={styles.top}>
                    <AriaButton slot="previous" className={styles.step ?? ""} aria-label={t.previousMonth}>
                        <span aria-hidden="true">‹</span>
                    </AriaButton>
                    <Heading className={styles.month ?? ""} level={3} />
                    <AriaButton slot="next" className={styles.step ?? ""} aria-label={t.nextMonth}>
                        <span aria-hidden="true">›</span>
                    </AriaButton>
                </div>
                <CalendarGrid className={styles.grid ?? ""} weekdayStyle="short">
                    <CalendarGridHeader>
                        {(day) => <CalendarHeaderCell className={styles.weekday ?? ""}>{day}</CalendarHeaderCell>}
                    </CalendarGridHeader>
                    <CalendarGridBody>{(date) => <Day date={date} count={countOn(date)} />}</CalendarGridBody>
                </CalendarGrid>
            </Calendar>
        </I18nProvider>
    );
}

/** A day, whose name says how many slots it has: the library's own cell has no place for that. */
function Day({ date, count }: { date: CalendarDate; count: number | undefined }) {
    const t = useMessages().student.book;
    const format = useFormat();
    const state = use(CalendarStateContext)!;
    const ref = useRef<HTMLDivElement>(null);
    const { cellProps, buttonProps, isDisabled, isSelected } = useCalendarCell({ date }, state, ref);
    const { focusProps, isFocusVisible } = useFocusRing();
    if (!isSameMonth(date, state.visibleRange.start)) {
        return <td {...cellProps} />;
    }
    const name = format.longDay(date.toDate(getLocalTimeZone()));
    const isCounted = !isDisabled && count !== undefined;
    return (
        <td {...cellProps}>
            <div
                {...mergeProps(buttonProps, focusProps)}
                ref={ref}
                aria-label={isCounted ? `${name}, ${t.dayCount(count)}` : name}
                className={styles.day}
                data-selected={isSelected || undefined}
                data-disabled={isDisabled || undefined}
                data-free={(isCounted && count > 0) || undefined}
                data-focus-visible={isFocusVisible || undefined}
            >
                {date.day}
                <span className={styles.count}>{isCounted && count > 0 ? count : ""}</span>
            </div>
        </td>
    );
}
