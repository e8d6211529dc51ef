using System.Diagnostics.CodeAnalysis;
using Engify.Features.Domain;
using Engify.Features.Persistence.Configurations;
using Npgsql;

namespace Engify.Features.Persistence;

/// <summary>Which rule a constraint of the database keeps, so that a refusal reads the same whoever noticed.</summary>
public static class ConstraintRules
{
    /// <summary>The rules by the names of their constraints.</summary>
    public static readonly IReadOnlyDictionary<string, Rule> ByConstraint = new Dictionary<string, Rule>
    {
        [AccountConfiguration.UniqueEmail] = AccountRules.EmailIsFree,
        [AccountConfiguration.UniqueUserName] = AccountRules.EmailIsFree,
        [AccountConfiguration.UniqueStudent] = AccountRules.EmailIsFree,
        [AccountConfiguration.UniqueTa] = AccountRules.EmailIsFree,
        [StudentConfiguration.UniqueEmail] = AccountRules.EmailIsFree,
        [BookingConfiguration.TaOverlap] = BookingRules.TaIsFree,
        [BookingConfiguration.Seats] = GroupSessionRules.HasSeat,
        [BookingConfiguration.CourseForeignKey] = CourseRules.Exists,
        [BookingConfiguration.TaForeignKey] = TaRules.Exists,
        [BookingConfiguration.BundleForeignKey] = BundleRules.Exists,
        [BookingStudentConfiguration.PrimaryKey] = GroupSessionRules.NotYetJoined,
        [BookingStudentConfiguration.StudentOverlap] = BookingRules.StudentIsFree,
        [BookingStudentConfiguration.StudentForeignKey] = StudentRules.Exists,
        [BundlePurchaseConfiguration.Balance] = BundleRules.HasSessionLeft,
        [BundlePurchaseConfiguration.PurchaseOverlap] = BundleRules.NotYetPurchased,
        [BundlePurchaseConfiguration.StudentForeignKey] = StudentRules.Exists,
        [BundlePurchaseConfiguration.CourseForeignKey] = CourseRules.Exists,
        [BundlePurchaseConfiguration.ProductForeignKey] = ProductRules.Exists,
    };

    /// <summary>The rule that the database kept by failing with this exception, if it is one of ours.</summary>
    public static bool TryGetRule(Exception exception, [NotNullWhen(true)] out Rule? rule)
    {
        rule = null;
        return (exception as PostgresException ?? exception.InnerException as PostgresException)?.ConstraintName is { } name
            && ByConstraint.TryGetValue(name, out rule);
    }
}
