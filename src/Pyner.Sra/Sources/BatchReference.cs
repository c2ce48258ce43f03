namespace Pyner.Sra.Sources;

/// <summary>
/// Where a batch's files are, in a form that another process can open which sees the same source or spool under the same path: paths, offsets
/// and lengths, never the files themselves.
/// </summary>
/// <param name="Bytes">The reference. What is in it is the business of the source that made it and of <see cref="ReferencedSource"/>.</param>
public readonly record struct BatchReference(ReadOnlyMemory<byte> Bytes);
