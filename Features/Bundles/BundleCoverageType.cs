namespace Engify.Features.Bundles;

/// <summary>Which part of the semester a bundle is for.</summary>
public enum BundleCoverageType
{
    /// <summary>The whole semester.</summary>
    FullSemester,

    /// <summary>The midterm and the final.</summary>
    MidtermFinalOnly,
}
