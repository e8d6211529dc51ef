using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Pipeline;

/// <summary>
/// The connection to the database is lost just when a booking is committed: nobody can know what became of it.
/// </summary>
public sealed class LostCommitTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Without_a_key_it_is_left_to_the_client_to_look()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await LoseNextCommitAsync();

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(503, "database_unavailable");

        Assert.Equal(0, await CountAsync(student.Id));
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
    }

    [Fact]
    public async Task With_a_key_it_is_tried_again_since_the_key_tells()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await LoseNextCommitAsync();

        (await engify.Api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Student(student.Id),
            ("Idempotency-Key", "lost"))).ShouldBeOk();

        Assert.Equal(1, await CountAsync(student.Id));
    }

    private Task<int> CountAsync(Guid studentId) =>
        engify.QueryAsync(db => db.BookingStudents.CountAsync(place => place.StudentId == studentId));

    /// <summary>The next transaction that writes a booking ends while PostgreSQL carries its COMMIT out.</summary>
    private Task LoseNextCommitAsync() => engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(
        """
        DROP SEQUENCE IF EXISTS commits CASCADE;
        CREATE SEQUENCE commits;
        CREATE OR REPLACE FUNCTION lose_commit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('commits') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
            RETURN NULL;
        END $$;
        DROP TRIGGER IF EXISTS lose_commit ON bookings;
        CREATE CONSTRAINT TRIGGER lose_commit AFTER INSERT ON bookings DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION lose_commit();
        """));
}
