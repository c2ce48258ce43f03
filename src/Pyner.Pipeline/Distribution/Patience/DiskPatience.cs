namespace Pyner.Pipeline.Distribution.Patience;

/// <summary>How long to go on trying where a disk can't be written: what was done is too much to lose to a disk that is full for a minute.</summary>
/// <param name="patience">All pauses together, at most about so long. What the tries themselves take does not count.</param>
/// <param name="longest">The longest pause.</param>
internal sealed class DiskPatience(TimeSpan patience, TimeSpan longest)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private TimeSpan _waited;
    private TimeSpan _pause;

    /// <summary>Whether to try again.</summary>
    public bool IsLeft => _waited < patience;

    /// <summary>Something could not be written.</summary>
    /// <returns>How long to wait until the next try; longer each time.</returns>
    public TimeSpan NextPause()
    {
        _pause = _pause == TimeSpan.Zero ? s_firstPause : _pause * 2;
        if (_pause > longest)
            _pause = longest;
        _waited += _pause;
        return _pause;
    }

    /// <summary>The disk can be written again.</summary>
    public void Renew() => (_waited, _pause) = (TimeSpan.Zero, TimeSpan.Zero);
}
