import { EngifyClient, etagOf, isProblemOf, type ImportErrorResponse, type OperationName } from "@engify/client";
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { freeHour, hourWithAmira, setUp, signUp, stranger } from "./harness.js";
import { admin, amira, course, document, sam, student, ta } from "./service.js";

describe("Every operation", () => {
    const { client, wire } = setUp();
    const { client: boss, wire: bossWire } = setUp();
    let me: string;
    let seat: string;
    let bundle: string;

    before(async () => {
        me = (await signUp(client)).studentId;
        await boss.signIn(admin);
        const options = await client.getSupportOptions(course);
        seat = options.upcomingGroupSessions[0]!.bookings.find((booking) => booking.status === "AVAILABLE")!.id;
        bundle = options.products.find((product) => product.productType === "FULL_SEMESTER_BUNDLE")!.id;
    });

    const newCourse = () =>
        // Inactive, since other tests know the list of courses.
        boss.createCourse({ code: stranger().email.slice(0, 18), name: "Compilers", isActive: false });
    const evenings = {
        taId: amira,
        dayOfWeek: 4,
        startTime: "18:00",
        endTime: "19:30",
        timeZone: "America/Toronto",
        capacity: 8,
        pricePerStudent: 15,
    };
    const newTa = () => boss.createTa({ name: "Noor", email: stranger().email });
    const newStudent = () => boss.createStudent({ name: "Noor", email: stranger().email });
    const invite = () => boss.createInvitation({ email: stranger().email, role: "ta", name: "Noor" });
    const newTerm = () =>
        boss.createTerm({
            code: stranger().email.slice(0, 18),
            name: "Fall",
            startsOn: "2031-09-01",
            endsOn: "2031-12-15",
        });
    const newAbsence = async () => {
        const { id } = await newTa();
        const away = { startsAt: "2031-09-01T00:00:00Z", endsAt: "2031-09-08T00:00:00Z", reason: "A wedding" };
        return (await boss.createAbsence(id, away)).absence;
    };
    const newClosure = async () => {
        const name = stranger().email;
        return (await boss.createClosure({ name, startsOn: "2032-02-29", endsOn: "2032-02-29" })).closure;
    };
    const newProduct = async () =>
        boss.createProduct((await newCourse()).id, {
            name: "One hour",
            productType: "INDIVIDUAL_SESSION",
            basePrice: 30,
        });

    const newTemplate = async () => {
        const { id } = await newCourse();
        await boss.addCourseTa(id, amira);
        return await boss.createGroupSessionTemplate(id, evenings);
    };

    const signUpAs = async (someone: EngifyClient) => {
        const credentials = stranger();
        await someone.signUp(credentials);
        return credentials;
    };

    /** The test below looks for what was sent among what everybody sent. */
    const asBoss = async (work: () => Promise<void>) => {
        await work();
        wire.sent.push(...bossWire.sent);
    };

    const book = () => client.createIndividualBooking(hourWithAmira(me));

    // The compiler sees to it that none is missing here; the test below, that the document knows no other.
    const exercises: { readonly [O in OperationName]: () => Promise<void> } = {
        listCourses: async () => {
            const courses = await client.listCourses({ q: "object" }).all();
            assert.deepEqual(
                courses.map(({ code }) => code),
                ["COMP 248", "COMP 249"],
            );
        },
        getCourse: async () => {
            assert.equal((await client.getCourse(course)).code, "COMP 248");
        },
        createCourse: () =>
            asBoss(async () => {
                assert.equal((await newCourse()).name, "Compilers");
            }),
        changeCourse: () =>
            asBoss(async () => {
                const { id, code } = await newCourse();
                const seen = await boss.getCourse(id, { includeInactive: true });
                const changed = { code, name: "Compilers II", isActive: false };
                const { name, conflicts } = await boss.changeCourse(id, changed, { ifMatch: etagOf(seen) });
                assert.deepEqual([name, conflicts], ["Compilers II", []]);
                await assert.rejects(boss.changeCourse(id, changed, { ifMatch: etagOf(seen) }), {
                    code: "changed_meanwhile",
                });
                await assert.rejects(boss.changeCourse(id, changed), { code: "precondition_required" });
            }),
        addCourseTa: () =>
            asBoss(async () => {
                const { id } = await newCourse();
                await boss.addCourseTa(id, amira);
                assert.deepEqual((await boss.getCourse(id, { includeInactive: true })).tas?.length, 1);
            }),
        removeCourseTa: () =>
            asBoss(async () => {
                const { id } = await newCourse();
                await boss.addCourseTa(id, amira);
                await boss.removeCourseTa(id, amira);
                assert.deepEqual((await boss.getCourse(id, { includeInactive: true })).tas, []);
            }),
        listCourseTas: async () => {
            assert.ok((await client.listCourseTas(course)).some(({ id }) => id === amira));
        },
        importFile: () =>
            asBoss(async () => {
                const { code } = await newTerm();
                const file = `code,name\r\n${code},"Fall, again"\r\n`;
                const told = await boss.importFile("terms", file, { dryRun: true });
                const done = await boss.importFile("terms", file);
                assert.deepEqual([told, done.updated, done.created], [done, 1, 0]);
                await assert.rejects(boss.importFile("terms", "code,name\nA,A\n"), (error) => {
                    assert.ok(isProblemOf(error, "importFile"));
                    assert.equal(error.code, "import_failed");
                    assert.deepEqual(error.errors, {});
                    const errors = error.problem.errors as ImportErrorResponse[];
                    assert.deepEqual(
                        errors.map(({ line, column }) => [line, column]),
                        [
                            [2, "endsOn"],
                            [2, "startsOn"],
                        ],
                    );
                    return true;
                });
            }),
        exportFile: () =>
            asBoss(async () => {
                assert.match(await boss.exportFile("courses"), /^code,name,description,isActive\r\n/);
                assert.match(await boss.exportFile("bookings", { from: "2090-01-01T00:00:00Z" }), /^id,.*\r\n$/);
            }),
        getInstitution: async () => {
            assert.equal((await client.getInstitution()).currency, "CAD");
        },
        getToday: () =>
            asBoss(async () => {
                assert.equal((await boss.getToday()).hasCourses, true);
            }),
        listTas: () =>
            asBoss(async () => {
                assert.ok((await boss.listTas().all()).some(({ id }) => id === amira));
            }),
        getTa: async () => {
            const { name, email } = await client.getTa(amira);
            assert.deepEqual([name, email], ["Amira Haddad", null]);
        },
        createTa: () =>
            asBoss(async () => {
                assert.equal((await newTa()).name, "Noor");
            }),
        changeTa: () =>
            asBoss(async () => {
                const ta = await newTa();
                const changed = { name: "Noor H.", email: ta.email! };
                assert.equal((await boss.changeTa(ta.id, changed, { ifMatch: etagOf(ta) })).name, "Noor H.");
            }),
        changeTaProfile: () =>
            asBoss(async () => {
                const ta = await newTa();
                const changed = await boss.changeTaProfile(ta.id, { bio: "Patient" }, { ifMatch: etagOf(ta) });
                assert.equal(changed.bio, "Patient");
            }),
        listSlots: async () => {
            const { days } = await client.listSlots(course, { from: "2031-09-06", to: "2031-09-06", taId: amira });
            assert.deepEqual(days, [{ date: "2031-09-06", slots: [], nothing: "too_far_ahead" }]);
        },
        explainSlot: async () => {
            const { bookable, reasons } = await client.explainSlot(course, {
                date: "2031-09-06T04:00:00Z",
                taId: amira,
            });
            assert.equal(bookable, false);
            assert.ok(reasons.some(({ code }) => code === "too_far_ahead"));
        },
        getTaHours: async () => {
            const { timeZone, weekly } = await client.getTaHours(amira);
            assert.deepEqual([timeZone, weekly[0]!.start], ["America/Toronto", "09:00"]);
        },
        changeTaHours: () =>
            asBoss(async () => {
                const { id } = await newTa();
                const weekly = [{ dayOfWeek: 1, start: "09:00", end: "24:00", from: "2031-09-01" }];
                const ifMatch = etagOf(await boss.getTaHours(id));
                const changed = await boss.changeTaHours(id, { weekly, timeZone: "Europe/Dublin" }, { ifMatch });
                assert.deepEqual([changed.timeZone, changed.weekly[0]!.end], ["Europe/Dublin", "24:00"]);
            }),
        listDayOverrides: () =>
            asBoss(async () => {
                const { id } = await newTa();
                await boss.setDayOverride(id, "2031-09-01", { hours: [] });
                const days = await boss.listDayOverrides(id, { from: "2031-09-01", to: "2031-09-30" });
                assert.deepEqual(
                    days.map((day) => day.date),
                    ["2031-09-01"],
                );
            }),
        setDayOverride: () =>
            asBoss(async () => {
                const { id } = await newTa();
                const hours = [{ start: "10:00", end: "14:00" }];
                assert.deepEqual((await boss.setDayOverride(id, "2031-09-01", { hours })).hours, hours);
            }),
        deleteDayOverride: () =>
            asBoss(async () => {
                const { id } = await newTa();
                await boss.setDayOverride(id, "2031-09-01", { hours: [] });
                assert.equal(await boss.deleteDayOverride(id, "2031-09-01"), undefined);
                assert.deepEqual(await boss.listDayOverrides(id, { from: "2031-09-01" }), []);
            }),
        listAbsences: () =>
            asBoss(async () => {
                const { taId, id } = await newAbsence();
                assert.deepEqual(
                    (await boss.listAbsences(taId).all()).map((absence) => absence.id),
                    [id],
                );
            }),
        createAbsence: () =>
            asBoss(async () => {
                assert.equal((await newAbsence()).reason, "A wedding");
            }),
        getAbsence: () =>
            asBoss(async () => {
                const { taId, id } = await newAbsence();
                assert.equal((await boss.getAbsence(taId, id)).startsAt.slice(0, 10), "2031-09-01");
            }),
        deleteAbsence: () =>
            asBoss(async () => {
                const { taId, id } = await newAbsence();
                assert.equal(await boss.deleteAbsence(taId, id), undefined);
                await assert.rejects(boss.getAbsence(taId, id), { code: "absence_not_found" });
            }),
        getTaCalendar: () =>
            asBoss(async () => {
                const calendar = await boss.getTaCalendar(amira, { from: "2031-09-01", to: "2031-09-07" });
                assert.equal(calendar.open[0]!.startsAt, "2031-09-01T13:00:00Z");
            }),
        listClosures: () =>
            asBoss(async () => {
                const { id } = await newClosure();
                const listed = await client.listClosures({ from: "2032-02-29", to: "2032-02-29" }).all();
                assert.ok(listed.some((closure) => closure.id === id));
            }),
        createClosure: () =>
            asBoss(async () => {
                assert.equal((await newClosure()).startsOn, "2032-02-29");
            }),
        getClosure: () =>
            asBoss(async () => {
                assert.equal((await client.getClosure((await newClosure()).id)).endsOn, "2032-02-29");
            }),
        changeClosure: () =>
            asBoss(async () => {
                const { id, ...closure } = await newClosure();
                const ifMatch = etagOf(await boss.getClosure(id));
                const changed = await boss.changeClosure(id, { ...closure, endsOn: "2032-03-01" }, { ifMatch });
                assert.deepEqual([changed.closure.endsOn, changed.affected], ["2032-03-01", []]);
            }),
        deleteClosure: () =>
            asBoss(async () => {
                const { id } = await newClosure();
                assert.equal(await boss.deleteClosure(id), undefined);
                await assert.rejects(client.getClosure(id), { status: 404 });
            }),
        getBookingRules: async () => {
            assert.equal((await client.getBookingRules()).horizonDays, 365);
        },
        changeBookingRules: () =>
            asBoss(async () => {
                const ifMatch = etagOf(await boss.getBookingRules());
                assert.equal((await boss.changeBookingRules({}, { ifMatch })).noticeMinutes, 0);
            }),
        getCourseBookingRules: async () => {
            assert.equal((await client.getCourseBookingRules(course)).own.stepMinutes, null);
        },
        changeCourseBookingRules: () =>
            asBoss(async () => {
                const { id } = await newCourse();
                const rules = { durations: [60, 30] };
                const changed = await boss.changeCourseBookingRules(id, rules, { ifMatch: "*" });
                assert.deepEqual(
                    [changed.durations, changed.own.durations],
                    [
                        [30, 60],
                        [30, 60],
                    ],
                );
            }),
        changePlace: () =>
            asBoss(async () => {
                const booking = await client.createIndividualBooking(hourWithAmira(me));
                const moved = await boss.changePlace(booking.id, { location: "H 820" });
                assert.deepEqual([moved.location, moved.meetingUrl], ["H 820", booking.meetingUrl]);
                await client.cancelBooking(booking.id);
            }),
        listTerms: async () => {
            const { id } = await newTerm();
            assert.ok((await client.listTerms().all()).some((term) => term.id === id));
        },
        createTerm: () =>
            asBoss(async () => {
                assert.equal((await newTerm()).name, "Fall");
            }),
        getTerm: async () => {
            assert.equal((await client.getTerm((await newTerm()).id)).name, "Fall");
        },
        changeTerm: () =>
            asBoss(async () => {
                const { id, ...term } = await newTerm();
                const seen = await boss.getTerm(id);
                const changed = await boss.changeTerm(id, { ...term, name: "Autumn" }, { ifMatch: etagOf(seen) });
                assert.equal(changed.name, "Autumn");
            }),
        deleteTerm: () =>
            asBoss(async () => {
                const { id } = await newTerm();
                assert.equal(await boss.deleteTerm(id), undefined);
                await assert.rejects(boss.getTerm(id), { status: 404 });
            }),
        createProduct: () =>
            asBoss(async () => {
                assert.equal((await newProduct()).basePrice, 30);
            }),
        getProduct: () =>
            asBoss(async () => {
                assert.equal((await boss.getProduct((await newProduct()).id)).name, "One hour");
            }),
        changeProduct: () =>
            asBoss(async () => {
                const product = await newProduct();
                const changed = { name: "An hour", productType: product.productType, basePrice: 32.5 };
                const ifMatch = etagOf(product);
                assert.equal((await boss.changeProduct(product.id, changed, { ifMatch })).basePrice, 32.5);
            }),
        createGroupSessionTemplate: () =>
            asBoss(async () => {
                const { template, conflicts } = await newTemplate();
                assert.deepEqual([template.startTime, conflicts], ["18:00", []]);
            }),
        getGroupSessionTemplate: () =>
            asBoss(async () => {
                assert.equal((await boss.getGroupSessionTemplate((await newTemplate()).id)).capacity, 8);
            }),
        listGroupSessionTemplates: () =>
            asBoss(async () => {
                const { id, template } = await newTemplate();
                const listed = await boss.listGroupSessionTemplates({ courseId: template.courseId }).all();
                assert.deepEqual(
                    listed.map((found) => found.id),
                    [id],
                );
            }),
        changeGroupSessionTemplate: () =>
            asBoss(async () => {
                const made = await newTemplate();
                const changed = { ...evenings, location: "H 820" };
                const ifMatch = etagOf(made);
                const { template } = await boss.changeGroupSessionTemplate(made.id, changed, { ifMatch });
                assert.equal(template.location, "H 820");
            }),
        getSupportOptions: async () => {
            const options = await client.getSupportOptions(course, { studentId: me });
            assert.equal(options.course.id, course);
            assert.ok(options.tas.some(({ id }) => id === amira));
        },
        listCourseProducts: async () => {
            const products = await client.listCourseProducts(course);
            assert.equal(products.find(({ productType }) => productType === "INDIVIDUAL_SESSION")?.basePrice, 30);
        },
        listCourseGroupSessions: async () => {
            const [first] = await client.listCourseGroupSessions(course);
            assert.equal(first?.template.startTime, "18:00");
        },
        createIndividualBooking: async () => {
            const wanted = hourWithAmira(me);
            const booking = await client.createIndividualBooking(wanted);
            assert.equal(booking.status, "BOOKED");
            assert.equal(booking.date, wanted.date);
        },
        getBooking: async () => {
            const { id } = await book();
            assert.equal((await client.getBooking(id)).ta.id, amira);
        },
        cancelBooking: async () => {
            const withReason = await client.cancelBooking((await book()).id, { reason: "Ill" });
            assert.equal(withReason.cancellationReason, "Ill");
            const without = await client.cancelBooking((await book()).id);
            assert.equal(without.status, "CANCELLED");
            assert.equal(without.cancellationReason, null);
        },
        listStudentBookings: async () => {
            const { id } = await book();
            const booked = await client.listStudentBookings(me, { from: freeHour(), status: "BOOKED" }).all();
            assert.deepEqual(booked, []);
            const all = await client.listStudentBookings(me, { status: "BOOKED" }).all();
            assert.ok(all.some((booking) => booking.id === id));
        },
        listBookings: () =>
            asBoss(async () => {
                const found = await boss.listBookings({ q: "comp 248", taId: amira }).page();
                assert.ok(found.items.every(({ course, ta }) => course.code === "COMP 248" && ta.id === amira));
                assert.notEqual(found.items.length, 0);
            }),
        listTaBookings: async () => {
            const { client: teacher, wire: teacherWire } = setUp();
            const { user } = await teacher.signIn(ta);
            const { items } = await teacher.listTaBookings(user.taId!, { limit: 1 }).page();
            assert.equal(typeof items[0]?.students, "object");
            wire.sent.push(...teacherWire.sent);
        },
        purchaseBundle: async () => {
            const bought = await client.purchaseBundle(course, { studentId: me, productId: bundle });
            assert.equal(bought.remainingSessions, 10);
        },
        listStudentBundles: async () => {
            const bundles = await client.listStudentBundles(me).all();
            assert.deepEqual(
                bundles.map(({ productId }) => productId),
                [bundle],
            );
        },
        listActiveBundles: async () => {
            const bundles = await client.listActiveBundles(me, course).all();
            assert.deepEqual(
                bundles.map(({ productId }) => productId),
                [bundle],
            );
        },
        joinGroupSession: async () => {
            const joined = await client.joinGroupSession(seat, { studentId: me });
            assert.equal(joined.booking.id, seat);
        },
        leaveGroupSession: async () => {
            const left = await client.leaveGroupSession(seat, { studentId: me });
            assert.equal(left.booking.status, "AVAILABLE");
        },
        listAuditEntries: async () => {
            const { items } = await boss.listAuditEntries({ limit: 1 }).page();
            assert.equal(items.length, 1);
            wire.sent.push(...bossWire.sent);
        },
        register: async () => {
            const someone = stranger();
            assert.equal((await client.register(someone)).user.email, someone.email);
        },
        logIn: async () => {
            assert.equal((await client.logIn(student)).user.studentId, sam);
        },
        refreshSession: async () => {
            const { refreshToken } = await client.logIn(student);
            assert.notEqual((await client.refreshSession({ refreshToken })).refreshToken, refreshToken);
        },
        logOut: async () => {
            const { refreshToken } = await client.logIn(student);
            assert.equal(await client.logOut({ refreshToken }), undefined);
            await assert.rejects(client.refreshSession({ refreshToken }), { status: 401 });
        },
        getCurrentUser: async () => {
            assert.equal((await client.getCurrentUser()).studentId, me);
        },
        changePassword: async () => {
            const { client: someone, wire: someonesWire } = setUp();
            const { password, email } = await signUpAs(someone);
            const newPassword = `${password} again`;
            assert.equal(await someone.changePassword({ currentPassword: password, newPassword }), undefined);
            assert.equal((await client.logIn({ email, password: newPassword })).user.email, email);
            wire.sent.push(...someonesWire.sent);
        },
        listSessions: async () => {
            assert.ok((await client.listSessions()).some(({ isCurrent }) => isCurrent));
        },
        endSession: async () => {
            const { client: someone, wire: someonesWire } = setUp();
            await signUpAs(someone);
            const [session] = await someone.listSessions();
            assert.equal(await someone.endSession(session!.id), undefined);
            wire.sent.push(...someonesWire.sent);
        },
        endOtherSessions: async () => {
            const { client: someone, wire: someonesWire } = setUp();
            const { email, password } = await signUpAs(someone);
            const other = await client.logIn({ email, password });
            assert.equal(await someone.endOtherSessions(), undefined);
            await assert.rejects(client.refreshSession(other), { code: "refresh_token_spent" });
            wire.sent.push(...someonesWire.sent);
        },
        listAccounts: () =>
            asBoss(async () => {
                const accounts = await boss.listAccounts({ role: "admin" }).all();
                assert.ok(accounts.some(({ email, isActive }) => email === admin.email && isActive));
            }),
        setAccountStatus: () =>
            asBoss(async () => {
                const someone = stranger();
                const { user } = await client.register(someone);
                assert.equal((await boss.setAccountStatus(user.id, { isActive: false })).isActive, false);
                await assert.rejects(client.logIn(someone), { code: "account_inactive" });
            }),
        listStudents: () =>
            asBoss(async () => {
                const { email, id } = await newStudent();
                assert.deepEqual(
                    (await boss.listStudents({ q: email }).all()).map((found) => found.id),
                    [id],
                );
            }),
        createStudent: () =>
            asBoss(async () => {
                assert.equal((await newStudent()).isActive, true);
            }),
        getStudent: async () => {
            assert.equal((await client.getStudent(me)).id, me);
        },
        changeStudent: () =>
            asBoss(async () => {
                const { id, email } = await newStudent();
                const ifMatch = etagOf(await boss.getStudent(id));
                const changed = await boss.changeStudent(id, { name: "Robin", email, isActive: false }, { ifMatch });
                assert.deepEqual([changed.name, changed.isActive], ["Robin", false]);
            }),
        exportStudent: async () => {
            const { student: exported, account } = await client.exportStudent(me);
            assert.deepEqual([exported.id, account?.studentId], [me, me]);
        },
        eraseStudent: () =>
            asBoss(async () => {
                const { id, name } = await newStudent();
                assert.notEqual((await boss.eraseStudent(id)).name, name);
            }),
        createInvitation: () =>
            asBoss(async () => {
                const { url, token } = await invite();
                assert.ok(url.endsWith(token));
            }),
        listInvitations: () =>
            asBoss(async () => {
                const { id } = await invite();
                assert.ok((await boss.listInvitations().all()).some((invitation) => invitation.id === id));
            }),
        getInvitation: () =>
            asBoss(async () => {
                assert.equal((await boss.getInvitation((await invite()).id)).role, "ta");
            }),
        deleteInvitation: () =>
            asBoss(async () => {
                const { id } = await invite();
                assert.equal(await boss.deleteInvitation(id), undefined);
                await assert.rejects(boss.getInvitation(id), { code: "invitation_not_found" });
            }),
        acceptInvitation: async () => {
            const { token, email } = await invite();
            const { user } = await client.acceptInvitation({ token, password: stranger().password });
            assert.deepEqual([user.email, user.role], [email, "ta"]);
        },
        listSigningKeys: async () => {
            assert.equal((await client.listSigningKeys()).keys[0]?.alg, "ES256");
        },
    };

    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({
            name: operationId[0]!.toLowerCase() + operationId.slice(1),
            method: method.toUpperCase(),
            path: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
        })),
    );

    for (const [name, exercise] of Object.entries(exercises)) {
        test(name, async () => {
            await exercise();
            const operation = documented.find((each) => each.name === name);
            assert.ok(operation, `The document has no operation ${name}.`);
            const { method, path } = operation;
            assert.ok(
                wire.sent.some((sent) => sent.method === method && path.test(sent.path) && sent.response.ok),
                `${name} did not send ${method} ${path.source}.`,
            );
        });
    }

    test("of the document is exercised here", () => {
        assert.deepEqual(documented.map(({ name }) => name).sort(), Object.keys(exercises).sort());
    });

    test("is sent by a fetch that minds its this, as browsers' does", async () => {
        const minding: typeof fetch = function (this: unknown, input, init) {
            assert.equal(this, undefined);
            return fetch(input, init);
        };
        assert.equal((await setUp({ fetch: minding }).client.getCourse(course)).id, course);
    });

    test("takes no id that would lead to another path", async () => {
        for (const id of ["", ".", ".."]) {
            assert.throws(() => client.getCourse(id), TypeError);
        }
        await assert.rejects(client.getCourse("a/../../auth/me?b#c"), { code: "course_not_found" });
    });
});
