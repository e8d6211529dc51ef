namespace Engify.Tests.Architecture.Samples;

/// <summary>What the audit log calls it is all that counts here.</summary>
public sealed class Sample;
