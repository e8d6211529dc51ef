using System.Diagnostics.CodeAnalysis;
using Engify.Features.Accounts;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Which rule a constraint of the database keeps, so that a refusal reads the same whoever noticed.</summary>
public static class ConstraintRules
{
    /// <summary>The rules by the names of their constraints.</summary>
    public static readonly IReadOnlyDictionary<string, Rule> ByConstraint = new Dictionary<string, Rule>
    {
        [AccountTable.UniqueEmail] = AccountRules.EmailIsFree,
        [AccountTable.UniqueUserName] = AccountRules.EmailIsFree,
        [AccountTable.UniqueStudent] = AccountRules.EmailIsFree,
        [AccountTable.UniqueTa] = AccountRules.EmailIsFree,
        [StudentTable.UniqueEmail] = AccountRules.EmailIsFree,
        [TaTable.UniqueEmail] = TaRules.EmailIsFree,
        [CourseTable.UniqueCode] = CourseRules.CodeIsFree,
        [TermTable.UniqueCode] = TermRules.CodeIsFree,
        [TermTable.OfProducts] = TermRules.Exists,
        [TermTable.OfTemplates] = TermRules.Exists,
        [ProductTable.OncePerType] = ProductRules.TypeIsFree,
        [BookingTable.TaOverlap] = BookingRules.TaIsFree,
        [BookingTable.Seats] = GroupSessionRules.HasSeat,
        [BookingTable.CourseForeignKey] = CourseRules.Exists,
        [BookingTable.TaForeignKey] = TaRules.Exists,
        [BookingTable.BundleForeignKey] = BundleRules.Exists,
        [BookingStudentTable.PrimaryKey] = GroupSessionRules.NotYetJoined,
        [BookingStudentTable.StudentOverlap] = BookingRules.StudentIsFree,
        [BookingStudentTable.StudentForeignKey] = StudentRules.Exists,
        [BundlePurchaseTable.Balance] = BundleRules.HasSessionLeft,
        [BundlePurchaseTable.PurchaseOverlap] = BundleRules.NotYetPurchased,
        [BundlePurchaseTable.StudentForeignKey] = StudentRules.Exists,
        [BundlePurchaseTable.CourseForeignKey] = CourseRules.Exists,
        [BundlePurchaseTable.ProductForeignKey] = ProductRules.Exists,
    };

    /// <summary>The rule that the database kept by failing with this exception, if it is one of ours.</summary>
    public static bool TryGetRule(Exception exception, [NotNullWhen(true)] out Rule? rule)
    {
        rule = null;
        return (exception as PostgresException ?? exception.InnerException as PostgresException)?.ConstraintName is { } name
            && ByConstraint.TryGetValue(name, out rule);
    }
}
