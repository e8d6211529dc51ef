using Engify.Features.Courses;
using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Bundles;

internal sealed class BundlePurchaseTable : IEntityTypeConfiguration<BundlePurchase>
{
    public const string Balance = "ck_bundle_purchases_remaining_sessions";
    public const string StudentForeignKey = "fk_bundle_purchases_students_student_id";
    public const string CourseForeignKey = "fk_bundle_purchases_courses_course_id";
    public const string ProductForeignKey = "fk_bundle_purchases_products_product_id";

    /// <summary>An exclusion constraint: the migration writes it in SQL.</summary>
    public const string PurchaseOverlap = "ex_bundle_purchases_overlap";

    public void Configure(EntityTypeBuilder<BundlePurchase> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint(
                "ck_bundle_purchases_coverage_type", UpperSnakeConverter<BundleCoverageType>.Check("coverage_type"));
            table.HasCheckConstraint("ck_bundle_purchases_total_sessions", "total_sessions > 0");
            table.HasCheckConstraint(Balance, "remaining_sessions >= 0 AND remaining_sessions <= total_sessions");
            table.HasCheckConstraint("ck_bundle_purchases_validity", "valid_from < valid_to");
        });
        builder.Property(bundle => bundle.Id).ValueGeneratedNever();
        builder.Property(bundle => bundle.PricePaid).HasPrecision(10, 2);

        builder.HasIndex(bundle => new { bundle.StudentId, bundle.CreatedAt, bundle.Id });
        builder.HasIndex(bundle => new { bundle.StudentId, bundle.CourseId, bundle.ValidTo, bundle.Id });
        builder.HasIndex(bundle => bundle.CourseId);
        builder.HasIndex(bundle => bundle.ProductId);

        builder.HasOne<Student>().WithMany().HasForeignKey(bundle => bundle.StudentId)
            .HasConstraintName(StudentForeignKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Course>().WithMany().HasForeignKey(bundle => bundle.CourseId)
            .HasConstraintName(CourseForeignKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(bundle => bundle.Product).WithMany().HasForeignKey(bundle => bundle.ProductId)
            .HasConstraintName(ProductForeignKey).OnDelete(DeleteBehavior.Restrict);
    }
}
