using Pyner.Verification;

namespace Pyner.Fuzz.Mutation;

/// <summary>A document and the kind of file that it is read as.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Bytes">The document.</param>
public sealed record SeedDocument(DocumentKind Kind, byte[] Bytes);
