using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bundles;

/// <summary>A student's bundles for a course that are valid now, for those who may see them.</summary>
internal sealed class ActiveBundles(EngifyDbContext db, Caller caller, TimeProvider clock)
{
    /// <returns>The bundles, the longest-lasting first.</returns>
    /// <exception cref="RuleViolationException">
    /// <see cref="AccessRules.Allowed"/> for everybody but that student, the TAs of the course and administrators,
    /// whether or not the student or the course exists; <see cref="StudentRules.Exists"/>.
    /// </exception>
    public async Task<IQueryable<BundlePurchase>> FindAsync(
        Guid studentId, Guid courseId, CancellationToken cancellationToken)
    {
        AccessRules.Allowed.Check(
            caller.IsAdmin || caller.IsStudent(studentId) || await TeachesAsync(courseId, cancellationToken));
        StudentRules.Exists.Check(await db.Students.AnyAsync(student => student.Id == studentId, cancellationToken));

        var now = clock.Now();
        return db.BundlePurchases
            .Where(bundle => bundle.StudentId == studentId && bundle.CourseId == courseId
                && bundle.ValidFrom <= now && bundle.ValidTo > now)
            .OrderByDescending(bundle => bundle.ValidTo).ThenByDescending(bundle => bundle.Id);
    }

    private async Task<bool> TeachesAsync(Guid courseId, CancellationToken cancellationToken) =>
        caller is { Role: AccountRole.Ta, TaId: { } taId }
        && await db.CourseTas.AnyAsync(
            teaching => teaching.CourseId == courseId && teaching.TaId == taId, cancellationToken);
}
