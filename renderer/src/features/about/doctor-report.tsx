/** The health check: run when somebody asks for it, told in three lines, with everything behind a fold. */
import { Button, Collapse, Table, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconStethoscope } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { HealthReport } from '../../../../shared/contract/system.ts';
import { client } from '../../api/client.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import classes from './about.module.css';
import { useAboutTexts } from './about.texts.ts';
import { type ReportLine, reportLines, reportText, tally } from './model/report.ts';

export function DoctorReport({ level }: { readonly level: 2 | 3 }) {
  const t = useAboutTexts();
  const doctor = useMutation({ mutationFn: () => client.system.doctor() });
  return (
    <div className={classes.doctor}>
      <Title order={level} className={classes.heading}>
        {t('doctor')}
      </Title>
      <p className={classes.quiet}>{t('doctorText')}</p>
      <Button
        size="sm"
        className={classes.run}
        leftSection={<IconStethoscope size={16} stroke={1.5} aria-hidden />}
        loading={doctor.isPending}
        onClick={() => doctor.mutate()}
      >
        {t(doctor.data === undefined ? 'run' : 'again')}
      </Button>
      {doctor.isError && <ErrorNotice error={doctor.error} />}
      {doctor.data !== undefined && <Report report={doctor.data} />}
    </div>
  );
}

function Report({ report }: { readonly report: HealthReport }) {
  const t = useAboutTexts();
  const [open, setOpen] = useState(false);
  const body = useId();
  const lines = reportLines(report);
  const bad = lines.filter(({ ok }) => !ok);
  return (
    <>
      <p className={classes.verdict} data-ok={report.healthy} role="status">
        {report.healthy ? <IconCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
        {report.healthy ? t('healthy') : t('unhealthy', { count: bad.length })}
      </p>
      <dl className={classes.facts}>
        <dt>{t('formats')}</dt>
        <dd>
          {t(
            'formatsText',
            tally(lines, ({ kind }) => kind !== 'database'),
          )}
          , {t('slots', { count: report.engine.slots })}
        </dd>
        <dt>{t('database')}</dt>
        <dd>
          {t(
            'databaseText',
            tally(lines, ({ kind }) => kind === 'database'),
          )}
        </dd>
        <dt>{t('versions')}</dt>
        <dd>
          {Object.entries(report.versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(', ')}
        </dd>
      </dl>
      {bad.length > 0 && <Lines lines={bad} />}
      <div className={classes.buttons}>
        <Button size="xs" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
          {t(open ? 'less' : 'everything')}
        </Button>
        <CopyButton text={reportText(report)} label={t('copyReport')} />
      </div>
      <Collapse expanded={open} transitionDuration={120} keepMounted={false} id={body}>
        <Lines lines={lines} />
      </Collapse>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly ReportLine[] }) {
  const t = useAboutTexts();
  return (
    <Table verticalSpacing={4} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('check')}</Table.Th>
          <Table.Th>{t('finding')}</Table.Th>
          <Table.Th>{t('result')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ kind, name, detail, ok }) => (
          <Table.Tr key={`${kind} ${name}`}>
            <Table.Td>{kind === 'database' ? name : t(kind, { format: name })}</Table.Td>
            <Table.Td className={classes.quiet}>{detail}</Table.Td>
            <Table.Td className={classes.result} data-ok={ok}>
              {t(ok ? 'ok' : 'notOk')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
