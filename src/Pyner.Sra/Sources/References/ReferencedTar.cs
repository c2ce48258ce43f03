using Pyner.Sra.Sources.Archive;

namespace Pyner.Sra.Sources.References;

/// <summary>Batches of a tar, by offsets that another process found.</summary>
internal sealed class ReferencedTar : ReferencedBatches
{
    private readonly ArchiveFile _file;

    public ReferencedTar(string path, string fingerprint)
    {
        _file = new ArchiveFile(path);
        try
        {
            if (_file.Fingerprint() != fingerprint)
            {
                throw new SourceException(
                    $"'{path}' is not the archive that the job was planned over: its length, time of change, first or last bytes differ. "
                    + "Bring that one back, or start a new job.");
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override SubmissionBatch Open(BatchReference reference, long ordinal) => TarReference.Read(reference, ordinal, _file.Length);

    public override SubmissionBatchReader CreateReader() => new TarBatchReader(_file);

    public override void Dispose() => _file.Dispose();
}
