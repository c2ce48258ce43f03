using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>Shows a job that is watched. Disposing it ends what it draws.</summary>
internal interface IJobDisplay : IDisposable
{
    /// <summary>News of the job.</summary>
    void Show(Job job);

    /// <summary>Something happened to the connection, or to what is behind it.</summary>
    void Tell(string notice);

    /// <summary>The job is at its end. After <see cref="IDisposable.Dispose"/>.</summary>
    void Ended(Job job);
}
