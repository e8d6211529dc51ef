import { bookButton, chooseTime, expect, expectAccessible, languages, signInTo, test } from "../test";

for (const { locale, words } of languages) {
    test(`Of two students who want one time, one gets it and the other keeps the form (${locale})`, async ({
        browser,
        baseURL,
    }) => {
        const t = words.student;
        const students = await Promise.all(
            [1, 2].map(async () => {
                const context = await browser.newContext({ locale, baseURL });
                await signInTo(context, "newcomer");
                return await context.newPage();
            }),
        );
        const time = await chooseTime(students[0]!, words);
        expect(await chooseTime(students[1]!, words)).toBe(time);
        expect(students[1]!.url()).toBe(students[0]!.url());
        for (const page of students) {
            await page.getByLabel(t.book.confirm.topic).fill("Linked lists");
        }

        await Promise.all(students.map((page) => bookButton(page).click()));

        const booked = (page: (typeof students)[0]) => page.getByRole("heading", { name: t.session.bookedTitle });
        const gone = (page: (typeof students)[0]) => page.getByText(t.book.confirm.gone);
        await Promise.all(students.map((page) => expect(booked(page).or(gone(page)).first()).toBeVisible()));
        const losers = [];
        for (const page of students) {
            if (await gone(page).isVisible()) {
                losers.push(page);
            }
        }
        expect(losers).toHaveLength(1);
        const loser = losers[0]!;
        await expect(loser.getByLabel(t.book.confirm.topic)).toHaveValue("Linked lists");
        await expectAccessible(loser);

        await loser.getByRole("button", { name: t.book.confirm.back }).click();
        await expect(loser.getByRole("heading", { name: t.book.date, exact: true })).toBeVisible();
        await expect(loser.getByRole("button", { name: time, exact: true })).toHaveCount(0);
        await loser.goBack();
        await expect(loser.getByLabel(t.book.confirm.topic)).toHaveValue("Linked lists");
        await bookButton(loser).click();
        await expect(gone(loser)).toBeVisible();

        await loser.getByRole("alert").getByRole("button").first().click();
        await expect(gone(loser)).toBeHidden();
        await expect(loser.getByLabel(t.book.confirm.topic)).toHaveValue("Linked lists");
        await bookButton(loser).click();
        await expect(booked(loser)).toBeVisible();
        await Promise.all(students.map((page) => page.context().close()));
    });
}
