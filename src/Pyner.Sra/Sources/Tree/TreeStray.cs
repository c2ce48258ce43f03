namespace Pyner.Sra.Sources.Tree;

/// <summary>Something in a submission's folder that is not one of its files: a file of another submission, or (no kind) a folder.</summary>
/// <param name="Folder">The folder that the file lies in, or the folder itself, relative to the root.</param>
/// <param name="Accession">The submission that the file belongs to by its name.</param>
/// <param name="Kinds">The file's kind as a bit; 0 for a folder.</param>
internal readonly record struct TreeStray(byte[] Folder, SubmissionAccession Accession, byte Kinds);
