namespace Pyner.Verification;

/// <summary>One record of a document, read by <see cref="DocumentReader"/>. Two of them are equal where every field is.</summary>
public abstract record VerifiedRecord;
