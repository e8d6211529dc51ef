namespace Engify.Tests.Architecture.Samples;

public static class SampleRules
{
    public static readonly Rule IsPositive = new("sample_not_positive", "A sample is positive");
}
